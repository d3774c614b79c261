"""Papers per week as a chart."""

from collections.abc import Iterable

from sitegen.charts import Bar, Chart
from sitegen.pages.setting import Setting
from sitegen.trends.weeks import series

_TALLEST = 100


def chart(setting: Setting, name: str, slugs: Iterable[str]) -> Chart | None:
    """None where there are too few weeks to show anything."""
    site = setting.site
    days = [site.papers[slug].first_day for slug in slugs if site.papers[slug].days]
    weeks = series(days, site.dated)
    counts = [one.count or 0 for one in weeks]
    if not any(counts):
        return None
    most = max(counts)
    bars = tuple(
        Bar(setting.names.week(one.week), _TALLEST * (one.count or 0) // most, one.count)
        for one in weeks
    )
    return Chart(name, bars, most, sum(counts))
