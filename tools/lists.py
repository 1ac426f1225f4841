"""A list of child health checks as long as one likes, of children who do not exist, for measuring imports."""
import collections
import csv
import datetime
import random

from modules import read

AREA = "990000"  # no county has it
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
GIVEN = "子欣明雨梓涵宇浩然思睿博文静怡佳悦晨曦一诺"
AGES = ((3, "3月"), (6, "6月"), (8, "8月"), (12, "12月"), (18, "18月"), (24, "24月"), (30, "30月"), (36, "36月"), (48, "4岁"), (60, "5岁"), (72, "6岁"))
HEADINGS = ("姓名", "性别", "出生日期", "身份证号", "监护人姓名", "监护人电话", "常住村（社区）", "检查日期", "检查月龄", "预警征象", "语言或社交障碍或倒退")


def check_letter(seventeen):
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(seventeen, weights)) % 11]


def months_later(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, 28))


def villages():
    """Codes of the demo county's villages: several share a name."""
    codes = [line.split("\t")[0] for line in read("data/regions/zhejiang.tsv").splitlines() if line.startswith("330681")]
    return [code for code in codes if len(code) == 12]


def health_checks(path, rows, today, seed=1):
    """Writes `rows` rows; each child comes with every visit that it is old enough for."""
    chance, places, written, number, born = random.Random(seed), villages(), 0, 0, collections.Counter()
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADINGS)
        while written < rows:
            number += 1
            birth = today - datetime.timedelta(days=chance.randrange(100, 2500))
            boy = chance.random() < 0.52
            digits = f"{AREA}{birth:%Y%m%d}{800 + born[birth] * 2 + boy}"  # the counties count from 000
            born[birth] += 1
            name = chance.choice(SURNAMES) + chance.choice(GIVEN) + chance.choice(GIVEN)
            person = (name, "男" if boy else "女", birth.isoformat(), digits + check_letter(digits), chance.choice(SURNAMES) + "家长",
                      f"100{number:08d}", chance.choice(places))
            for months, label in AGES:
                day = months_later(birth, months)
                if day <= today and written < rows:
                    out.writerow((*person, day.isoformat(), label, "无", "否"))
                    written += 1
