"""One training at each of several depths, spread over processes of one thread each, the deepest first."""
import multiprocessing

import training
from protocol import options, serve, set_threads


def train(job):
    given, depth, epochs = job
    return training.checked(training.WAYS[given.way](training.problem(given, depth)).train(epochs))


def main():
    parser = options()
    training.add_options(parser)
    parser.add_argument("--depths", type=int, required=True)
    parser.add_argument("--epochs", type=int, required=True)
    parser.add_argument("--processes", type=int, required=True)
    given = parser.parse_args()
    depths = range(given.depths, 0, -1)
    with multiprocessing.get_context("spawn").Pool(given.processes, set_threads, (1,)) as pool:
        pool.map(train, [(given, 1, max(training.CHECKED_EPOCHS))] * (4 * given.processes), 1)
        started = iter([10])  # The first repetition only warms up.

        def run(_):
            return pool.map(train, [(given, depth, next(started, given.epochs)) for depth in depths], 1)

        serve(given, run, check=lambda results: [loss for losses in results for loss in losses])


if __name__ == "__main__":
    main()
