// Writes umap-js.json: how trustworthy the pictures of the npm package umap-js are, for UmapPeerTests.
//
// Run in an empty folder: npm install --no-save umap-js@1.4.0 && node …/umap-js.mjs (the package is looked for in the current folder).
// Rows come from integer arithmetic and sums alone, so that C# draws the same bits (UmapRows.cs). Trustworthiness is by definition
// (Venna and Kaski 2001), with neighbours sorted in full; each set has the values of five seeds of umap-js, with its defaults.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { UMAP } = createRequire(`${process.cwd()}/`)('umap-js');

function uniform(seed) {
    let state = seed >>> 0;
    return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

/** 400 rows in 10 overlapping clusters of 20 features. */
function clusters() {
    const next = uniform(1);
    const centres = Array.from({ length: 10 }, () => Array.from({ length: 20 }, () => 4 * next() - 2));
    const noise = () => next() + next() + next() + next() - 2;
    return Array.from({ length: 400 }, (_, i) => centres[i % 10].map(centre => Math.fround(centre + 1.5 * noise())));
}

/** 400 rows of a curved surface: monomials of two latents up to degree 4. */
function surface() {
    const next = uniform(2);
    return Array.from({ length: 400 }, () => {
        const [u, v] = [2 * next() - 1, 2 * next() - 1];
        return [u, v, u * u, u * v, v * v, u * u * u, u * v * v, v * v * v * v].map(Math.fround);
    });
}

/** 400 rows without structure, in 10 features. */
function cube() {
    const next = uniform(3);
    return Array.from({ length: 400 }, () => Array.from({ length: 10 }, () => Math.fround(next())));
}

function ranked(rows) {
    return rows.map((row, i) => {
        const squared = rows.map(other => other.reduce((sum, value, j) => sum + (value - row[j]) ** 2, 0));
        return rows.map((_, j) => j).filter(j => j !== i).sort((a, b) => squared[a] - squared[b] || a - b);
    });
}

function trustworthiness(rows, picture, k) {
    const n = rows.length;
    const near = ranked(picture);
    const excess = ranked(rows).map((order, i) => near[i].slice(0, k).reduce((sum, j) => sum + Math.max(0, order.indexOf(j) + 1 - k), 0));
    return 1 - 2 * excess.reduce((a, b) => a + b) / (n * k * (2 * n - 3 * k - 1));
}

const sets = { clusters: clusters(), surface: surface(), cube: cube() };
const result = Object.entries(sets).map(([name, rows]) => ({
    name,
    sum: rows.flat().reduce((a, b) => a + b),
    trustworthiness: [1, 2, 3, 4, 5].map(seed => trustworthiness(rows, new UMAP({ random: uniform(seed) }).fit(rows), 15)),
}));
writeFileSync(new URL('umap-js.json', import.meta.url), `${JSON.stringify(result)}\n`);
