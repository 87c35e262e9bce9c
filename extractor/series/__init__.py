"""Reports side by side: slim entries of reports, the bodies that make them, series over years and groups over a region."""
