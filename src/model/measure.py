import csv
from collections import defaultdict
from datetime import datetime


def load(path):
    rows = []
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            row["price"] = float(row["price"])
            row["date"] = datetime.strptime(row["date"], "%Y-%m-%d")
            rows.append(row)
    return rows


def means(rows):
    sums = defaultdict(float)
    counts = defaultdict(int)
    for row in rows:
        sums[row["region"]] += row["price"]
        counts[row["region"]] += 1
    return {region: sums[region] / counts[region] for region in sums}


def report(rows):
    for region, mean in sorted(means(rows).items()):
        print(f"{region}: {mean:.2f}")
    months = defaultdict(float)
    for row in rows:
        months[row["date"].strftime("%Y-%m")] += row["price"]
    best = max(months, key=months.get(0))
    print(f"best month: {best} with {months[best]:.2f}")
    missing = [row for row in rows if not row["customer"]]
    print(f"orders without a customer: {len(missing)}")


report(load("orders.csv"))
