"""Paid search, and the daily numbers of social media and the site."""
import datetime as dt
import io

from . import cast
from .dice import Dice

GOOGLE = ["Day", "Campaign", "Ad group", "Currency code", "Impr.", "Clicks",
          "CTR", "Cost", "Conversions"]
GROUPS = [("Brand search", "Core terms", 900),
          ("Always on, prospecting", "Lookalike 1 %", 4200)]
# Engagement by weekday, Monday first.
RHYTHM = [.98, 1.05, 1.08, 1.06, 1.00, .88, .95]
DROP = cast.iso(47)     # the last week: a third less than the week before


def days():
    for d in range(cast.WEEKS * 7):
        yield d // 7, cast.FIRST_MONDAY + dt.timedelta(days=d)


def google_ads(dice):
    """Excel .csv of Google Ads: UTF-16LE, BOM, tab, totals at the end."""
    out = io.StringIO()
    out.write("Ad group report\n16 February 2026 - 22 November 2026\n")
    out.write("\t".join(GOOGLE) + "\n")
    total = [0, 0, 0.0, 0.0]
    for _, day in days():
        for campaign, group, level in GROUPS:
            views = max(0, int(dice.bell(level, level * .18)))
            clicks = int(views * (.011 + .006 * dice.unit()))
            cost = round(clicks * (.9 + .5 * dice.unit()), 2)
            won = round(clicks * (.02 + .03 * dice.unit()), 2)
            for i, v in enumerate((views, clicks, cost, won)):
                total[i] += v
            shown = f'"{views:,}"' if views >= 1000 else str(views)
            out.write("\t".join([
                day.isoformat(), campaign, group, "EUR", shown, str(clicks),
                f"{100 * clicks / views:.2f}%" if views else " --",
                f"{cost:.2f}", f"{won:.2f}"]) + "\n")
    for label in ("Total: Ad groups", "Total: Account", "Total: Search"):
        out.write("\t".join([
            label, "", "", "EUR", f'"{total[0]:,}"', f'"{total[1]:,}"',
            f"{100 * total[1] / total[0]:.2f}%", f"{total[2]:.2f}",
            f'"{total[3]:,.2f}"']) + "\n")
    return b"\xff\xfe" + out.getvalue().encode("utf-16-le")


def series(dice):
    mood = [dice.bell(1, .05) for _ in range(cast.WEEKS)]
    mood[DROP] = mood[DROP - 1] * .67
    for week, day in days():
        rhythm = RHYTHM[day.weekday()] * mood[week]
        quiet = .8 if day in cast.BREAK else 1
        yield daily(day, "instagram_engagement", "Meta Business Suite",
                    round(dice.bell(905, 52) * rhythm))
        yield daily(day, "linkedin_engagement", "LinkedIn",
                    round(dice.bell(212, 24) * (.4 if day.weekday() > 4
                                                else 1.15) * quiet))
        visits = round(dice.bell(2450 + 6 * week, 130)
                       * (.72 if day.weekday() > 4 else 1.1) * quiet)
        yield daily(day, "site_sessions", "analytics", visits)
        joined = round(visits * dice.bell(.031, .003))
        yield [day.isoformat(), "", "signup_rate", f"{joined / visits:.5f}",
               "rate", "analytics", visits]
        if day.weekday() == 6:
            first = day - dt.timedelta(days=6)
            yield [day.isoformat(), first.isoformat(), "pipeline_created",
                   f"{dice.bell(41000 + 150 * week, 4200):.2f}", "money",
                   "crm", ""]


def daily(day, metric, source, value):
    return [day.isoformat(), "", metric, value, "count", source, ""]


def write(folder):
    folder.bytes("google_ads.csv", google_ads(Dice("google ads")))
    folder.table("social_and_site.csv", [
        "date", "period_start", "metric", "value", "unit", "source", "base"],
        series(Dice("series")))
