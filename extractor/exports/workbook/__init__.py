"""The workbook: styles, sheets that mind the limits of Excel, the statutory tables, lists, and the guide."""
