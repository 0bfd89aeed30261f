-- Asks for the paths of the file PATHS in turn, with the one header HEADER ("name: value"); prints one JSON object.
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
  print(string.format('{"p50_ms":%s,"p99_ms":%s,"requests":%d,"failed":%d}', ms(latency:percentile(50)),
    ms(latency:percentile(99)), summary.requests, summary.errors.status + summary.errors.timeout + summary.errors.read))
end
