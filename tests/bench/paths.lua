-- Asks for the paths of the file PATHS in turn, with the one header HEADER ("name: value"); prints one JSON object. With TIMES
-- set, it tells how many answers took how many microseconds, so that several runs can be put together.
local paths = {}
for line in io.lines(os.getenv("PATHS")) do
  paths[#paths + 1] = line
end
local name, value = os.getenv("HEADER"):match("^([^:]+): (.*)$")
local at = 0

request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at], { [name] = value })
end

done = function(summary, latency)
  local ms = function(us) return string.format("%.2f", us / 1000) end
  local times = {}
  for nth = 1, os.getenv("TIMES") and #latency or 0 do
    times[nth] = string.format("[%d,%d]", latency(nth))
  end
  print(string.format('{"p50_ms":%s,"p99_ms":%s,"requests":%d,"failed":%d,"times":[%s]}', ms(latency:percentile(50)),
    ms(latency:percentile(99)), summary.requests, summary.errors.status + summary.errors.timeout + summary.errors.read,
    table.concat(times, ",")))
end
