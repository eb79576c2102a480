"""How often readings are right about an annotated set; weights trained on one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.errors import OptionError

if TYPE_CHECKING:
    from sayso.evaluate import Figures

#: What `evaluate` measures, and how a set may draw its attributions.
LAYERS = ("attribution", "events", "incidents", "places", "times")
VIEWS = ("plain", "polnear")


def evaluate(
    layer: str,
    path: Path | str,
    *,
    judge: Path | str | None = None,
    limit: int | None = None,
    view: str | None = None,
    done: Callable[[], None] = lambda: None,
) -> Figures:
    """How often readings are right about a layer (one of LAYERS) of an annotated set on disk.

    `judge`: trained weights of attribution; `limit`: only so many articles; `view`: how attributions are drawn (see
    `sayso.evaluate.views`); `done` is called after each article. Raises IntakeError where the set cannot be read,
    OptionError where it has nothing of the layer.
    """
    from sayso.evaluate import evaluate_layer
    from sayso.pipeline import load

    return evaluate_layer(layer, path, load(judge), limit=limit, view=view, done=done)


def train(path: Path | str, out: Path | str, *, done: Callable[[], None] = lambda: None) -> dict[str, Any]:
    """Train a judge of attribution on an annotated set, write its weights, and say how well it does, as plain data.

    Raises IntakeError where the set cannot be read, OptionError where it is too small, where the weights cannot be
    written, or where scikit-learn is missing.
    """
    from sayso.evaluate import Figures
    from sayso.evaluate.sets import read_articles
    from sayso.pipeline import load
    from sayso.train import train_attribution

    articles = list(read_articles(path))
    try:
        Path(out).touch()  # before the work, not after it
    except OSError as error:
        raise OptionError(str(out), f"cannot be written ({(error.strerror or str(error)).lower()})") from error
    trained = train_attribution(articles, load(), done)
    trained.write(out)
    return Figures(articles=len(articles), measures=[trained.rules, trained.judged]).to_dict(0)
