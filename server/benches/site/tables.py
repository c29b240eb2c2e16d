# The comparator for tables: openpyxl reads every cell of a workbook. Usage: tables.py FILE [whole]
import sys

from openpyxl import load_workbook

book = load_workbook(sys.argv[1], read_only=len(sys.argv) == 2, data_only=True)
print(sum(1 for sheet in book for row in sheet.iter_rows(values_only=True) if any(row)))
