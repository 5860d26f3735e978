# CPU seconds (user + system) of Prophet per series: fit with holidays and year where there is one, and 14 days with 1,000 samples.
# Rscript prophet.R series.csv holidays.csv   (series,ds,y; holidays: ds,holiday)  → series,fit_s,predict_s
suppressMessages({library(data.table); library(prophet)})
a <- commandArgs(TRUE); D <- fread(a[1]); H <- fread(a[2]); D[, ds := as.Date(ds)]; H[, ds := as.Date(ds)]
cpu <- function(e) { e <- substitute(e); f <- parent.frame(); p <- proc.time(); eval(e, f); q <- proc.time() - p; q[[1]] + q[[2]] }
for (s in unique(D$series)) {
  x <- as.data.frame(D[series == s, .(ds, y)])
  fit <- cpu(m <- suppressMessages(prophet(x, holidays = as.data.frame(H), yearly.seasonality = nrow(x) >= 365, weekly.seasonality = TRUE, daily.seasonality = FALSE)))
  ahead <- data.frame(ds = max(x$ds) + 1:14)
  cat(s, fit, cpu(predict(m, ahead)), sep = ","); cat("\n")
}
