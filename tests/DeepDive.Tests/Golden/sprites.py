"""Writes sprites.json: some sprites in a .npz file of dSprites' layout, in base64, drawn from outlines by counting crossings.

Run: python3 sprites.py (numpy). Shapes are polygons of many corners, placed by the latents; a pixel is white where a ray from its
middle crosses the outline an odd number of times.
"""
import base64
import io
import json
import pathlib

import numpy as np

AREA = (64 / 3) ** 2
BASES = np.array([737280, 245760, 40960, 1024, 32, 1])
LEVELS = np.array([1, 3, 6, 40, 32, 32])


def unit_outline(shape):
    """Corners at scale 1 and angle 0, with y pointing down, the centroid at 0."""
    t = np.linspace(0, 2 * np.pi, 4000, endpoint=False)
    if shape == 0:
        points = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], dtype=float)
    elif shape == 1:
        points = np.stack([1.5 * np.cos(t), np.sin(t)], 1)
    else:
        half = np.linspace(-np.pi / 2, np.pi / 2, 2000)
        right = np.stack([1 + np.cos(half), np.sin(half)], 1)  # half a disk on the side u = 1, then one on v = 1
        upper = np.stack([np.cos(half + np.pi / 2), 1 + np.sin(half + np.pi / 2)], 1)
        u, v = np.concatenate([[[-1, -1], [1, -1]], right, upper, [[-1, 1]]]).T
        points = np.stack([(u - v), -(u + v)], 1)  # on its corner, lobes up
    x, y = points.T
    cross = x * np.roll(y, -1) - np.roll(x, -1) * y  # the shoelace formulas
    area = cross.sum() / 2
    centroid = np.array([((x + np.roll(x, -1)) * cross).sum(), ((y + np.roll(y, -1)) * cross).sum()]) / (6 * area)
    return (points - centroid) * np.sqrt(AREA / abs(area))


def image(levels):
    _, shape, scale, orientation, x, y = levels
    angle = 2 * np.pi * orientation / 39
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    px, py = (unit_outline(shape) * (0.5 + 0.1 * scale) @ turn + [16.5 + x, 16.5 + y]).T
    qx, qy = np.roll(px, -1), np.roll(py, -1)
    middles = np.arange(64) + 0.5
    pixels = np.zeros((64, 64), dtype="u1")
    for row, middle in enumerate(middles):
        crosses = (py > middle) != (qy > middle)
        at = px[crosses] + (middle - py[crosses]) / (qy - py)[crosses] * (qx - px)[crosses]
        pixels[row] = (at[None, :] > middles[:, None]).sum(1) % 2
    return pixels


random = np.random.RandomState(7)
indices = np.sort(np.concatenate([[0, 737279], random.choice(737280, 28, replace=False)]))
classes = indices[:, None] // BASES % LEVELS
values = np.stack([np.ones(30), classes[:, 1] + 1, 0.5 + 0.1 * classes[:, 2], 2 * np.pi * classes[:, 3] / 39, classes[:, 4] / 31, classes[:, 5] / 31], 1)
stream = io.BytesIO()
np.savez_compressed(
    stream, metadata=np.array({"title": "a few sprites"}, dtype=object), imgs=np.stack([image(row) for row in classes]),
    latents_classes=classes.astype("i8"), latents_values=values)
json.dump(
    {"file": base64.b64encode(stream.getvalue()).decode(), "indices": indices.tolist(), "values": values.tolist()},
    (pathlib.Path(__file__).parent / "sprites.json").open("w"), indent=0)
