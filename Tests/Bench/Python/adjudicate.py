"""Adjudicates the claims of an envelope as an office would write it: standard library, exact decimals, nothing kept.

usage: adjudicate.py ENVELOPE --seconds N
Prints claims a second, and what the fund pays of the envelope in hundredths of a đồng. It knows the rules that claims for an
examination of the bench need, and no others: level by the digit of the card, small costs, the lower price, payment rates.
"""

import argparse
import base64
import time
import xml.etree.ElementTree as ElementTree
from decimal import ROUND_HALF_UP, Decimal

HUNDREDTH = Decimal("0.01")
LEVELS = {"1": 100, "2": 100, "3": 95, "4": 80, "5": 100}
BASE_SALARY = Decimal("2340000")


def rounded(amount):
    return amount.quantize(HUNDREDTH, rounding=ROUND_HALF_UP)


def number(row, field):
    return Decimal(row.findtext(field) or "0")


def documents(record):
    for file in record.iter("FILEHOSO"):
        content = base64.b64decode(file.findtext("NOIDUNGFILE"))
        yield file.findtext("LOAIHOSO"), ElementTree.fromstring(content)


def drug(row):
    cost = number(row, "SO_LUONG") * number(row, "DON_GIA")
    return rounded(cost * number(row, "TYLE_TT_BH") / 100)


def service(row):
    price = min(number(row, "DON_GIA_BV"), number(row, "DON_GIA_BH"))
    cost = number(row, "SO_LUONG") * price * number(row, "TYLE_TT_DV") / 100
    return rounded(cost * number(row, "TYLE_TT_BH") / 100)


def fund(record):
    found = dict(documents(record))
    scope = [drug(row) for row in found["XML2"].iter("CHI_TIET_THUOC") if row.findtext("PHAM_VI") == "1"]
    scope += [service(row) for row in found["XML3"].iter("CHI_TIET_DVKT") if row.findtext("PHAM_VI") == "1"]
    level = LEVELS[found["XML1"].findtext("MA_THE_BHYT")[2]]
    if sum(scope) < BASE_SALARY * 15 / 100:
        level = 100
    return sum(rounded(amount * level / 100) for amount in scope)


def adjudicate(path):
    root = ElementTree.parse(path).getroot()
    paid = [fund(record) for record in root.iter("HOSO")]
    return len(paid), sum(paid)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("envelope")
    parser.add_argument("--seconds", type=int, default=3)
    arguments = parser.parse_args()
    begun, claims, paid = time.perf_counter(), 0, Decimal(0)
    while time.perf_counter() - begun < arguments.seconds:
        count, paid = adjudicate(arguments.envelope)
        claims += count
    print(claims / (time.perf_counter() - begun), int(paid * 100))


main()
