-- Endpoints that may be turned off for failing, and breakers that are not closed: few of many, looked for every minute and by
-- each reading of the metrics.
create index endpoint_health_clock_idx on endpoint_health (failure_clock_at) where failure_clock_at is not null;
create index endpoint_health_breaker_idx on endpoint_health (breaker_state) where breaker_state > 0;
