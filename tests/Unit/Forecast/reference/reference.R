# Makes series.json and r.json: 50 generated series and what R's forecast package (8.20) says about them.
# Rscript reference.R   (Debian: r-cran-forecast, r-cran-jsonlite); then /usr/bin/python3 reference.py
suppressMessages({library(forecast); library(jsonlite)})
set.seed(20240311)
n <- 154
forms <- list(c("ANN", FALSE), c("ANA", FALSE), c("AAA", TRUE), c("MNA", FALSE), c("MNM", FALSE), c("MAM", TRUE))
series <- lapply(1:50, function(i) {
  level <- exp(runif(1, log(20), log(400))); drift <- runif(1, -0.001, 0.002)
  week <- if (i %% 6 == 1) rep(1, 7) else { w <- exp(rnorm(7, 0, 0.25)); w / mean(w) }
  walk <- cumsum(rnorm(n, 0, 0.02)); noise <- rnorm(n, 0, runif(1, 0.05, 0.2))
  pmax(1, round(level * exp(drift * (1:n) + walk) * rep_len(week, n) * (1 + noise)))
})
slow <- lapply(1:50, function(i) rbinom(n, 1, runif(1, 0.1, 0.5)) * (1 + rpois(n, runif(1, 0.5, 6))))
# The path of the states without new errors; forecast() adds a term of second order to it where the season is multiplicative.
ahead <- function(states, kind, phi) {
  states <- as.numeric(states); path <- rep(states[1], 14)
  if (kind[2] != "N") path <- path + states[2] * cumsum(phi^(1:14))
  season <- if (kind[3] == "N") 0 else rep_len(rev(tail(states, 7)), 14)
  if (kind[3] == "M") path * season else path + season
}
# The search of ets() stops after 2,000 steps, often short of the maximum: BFGS on R's own likelihood goes on from there.
finish <- function(y, e, form, damped) {
  kind <- strsplit(form, "")[[1]]; p <- e$par; k <- length(p)
  nw <- sum(c("alpha", "beta", "gamma", "phi") %in% names(p)); scale <- mean(y)
  logit <- function(v) log(v / (1 - v)); squash <- function(v) 1 / (1 + exp(-v)); inside <- function(v) min(max(v, 1e-3), 1 - 1e-3)
  unpack <- function(x) {
    a <- 1e-4 + 0.9998 * squash(x[1]); at <- 2; b <- g <- f <- NULL
    if (kind[2] != "N") { b <- a * squash(x[at]); at <- at + 1 }
    if (kind[3] != "N") { g <- (1 - a) * squash(x[at]); at <- at + 1 }
    if (damped) { f <- 0.8 + 0.18 * squash(x[at]); at <- at + 1 }
    s <- x[at:length(x)]; s[1] <- s[1] * scale
    if (kind[2] != "N") s[2] <- s[2] * scale
    nl <- if (kind[2] == "N") 1 else 2
    if (kind[3] == "A") { s[-(1:nl)] <- s[-(1:nl)] * scale; s <- c(s, -sum(s[-(1:nl)])) }
    if (kind[3] == "M") s <- c(s, 7 - sum(s[-(1:nl)]))
    list(a = a, b = b, g = g, f = f, s = s)
  }
  run <- function(x) { u <- unpack(x); forecast:::pegelsresid.C(y, if (kind[3] == "N") 1 else 7, u$s, kind[1], kind[2], kind[3], damped, u$a, u$b, u$g, u$f, 3) }
  value <- function(x) { l <- run(x)$lik; if (is.finite(l)) l else 1e10 }
  s <- unname(p[(nw + 1):k]); s[1] <- s[1] / scale
  if (kind[2] != "N") s[2] <- s[2] / scale
  if (kind[3] == "A") { nl <- if (kind[2] == "N") 1 else 2; s[-(1:nl)] <- s[-(1:nl)] / scale }
  x <- c(logit(inside((p["alpha"] - 1e-4) / 0.9998)), if (kind[2] != "N") logit(inside(p["beta"] / p["alpha"])),
         if (kind[3] != "N") logit(inside(p["gamma"] / (1 - p["alpha"]))), if (damped) logit(inside((p["phi"] - 0.8) / 0.18)), s)
  x <- unname(x)
  for (again in 1:4) x <- optim(x, value, method = "BFGS", control = list(maxit = 1000, reltol = 1e-13))$par
  u <- unpack(x); last <- run(x)
  states <- as.numeric(last$states[nrow(last$states), ])
  list(loglik = -0.5 * last$lik, forecast = ahead(last$states[nrow(last$states), ], kind, if (damped) u$f else 1))
}
r <- lapply(1:50, function(i) {
  form <- forms[[(i - 1) %% 6 + 1]]
  y <- ts(series[[i]], frequency = 7)
  e <- ets(y, model = form[1], damped = as.logical(form[2]))
  if (anyNA(y)) stop("missing")
  p <- e$par
  at <- function(x, name) if (name %in% names(x)) unname(x[name]) else NA
  start <- e$initstate
  # R keeps the newest season first; ours counts from the first day.
  season <- if (substr(form[1], 3, 3) == "N") numeric(0) else rev(tail(unname(start), 7))
  done <- finish(y, e, form[1], as.logical(form[2]))
  th <- thetaf(y, h = 14)
  # thetaf does not tell the first level of its smoothing: the same steps once more.
  seasonal <- any(abs(th$fitted / fitted(ses(y)) - 1) > 1e-9)
  figure <- if (seasonal) decompose(y, type = "multiplicative")$figure else rep(1, 7)
  smooth <- ses(y / rep_len(figure, n), h = 1)$model$par
  z <- slow[[i]]
  list(form = form[1], damped = as.logical(form[2]), alpha = at(p, "alpha"), beta = at(p, "beta"), gamma = at(p, "gamma"), phi = at(p, "phi"),
       level = at(start, "l"), trend = at(start, "b"), season = season, loglik = e$loglik, best_loglik = done$loglik, best_forecast = done$forecast,
       fitted = as.numeric(e$fitted), forecast = ahead(tail(e$states, 1), strsplit(form[1], "")[[1]], if (as.logical(form[2])) p["phi"] else 1),
       theta_alpha = unname(smooth["alpha"]), theta_level = unname(smooth["l"]), theta_drift = unname(th$model$drift), theta_season = figure, theta_fitted = as.numeric(th$fitted), theta_forecast = as.numeric(th$mean),
       croston = as.numeric(croston(z, h = 1, alpha = 0.1)$mean), croston_fitted = as.numeric(fitted(croston(z, h = 1, alpha = 0.1))))
})
write(toJSON(list(slow = slow, series = series), auto_unbox = FALSE), "series.json")
write(toJSON(r, digits = I(10), auto_unbox = TRUE, na = "null"), "r.json")
