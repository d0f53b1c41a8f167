"""Epochs of training at one depth; a unit is an epoch."""
import training
from protocol import options, serve

parser = options()
training.add_options(parser)
parser.add_argument("--depth", type=int, required=True)
given = parser.parse_args()
problem = training.problem(given, given.depth)

serve(
    given,
    run=lambda trainer: trainer.train(given.units),
    check=training.checked,
    prepare=lambda: training.WAYS[given.way](problem),
)
