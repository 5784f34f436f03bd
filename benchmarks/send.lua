-- What wrk runs: each body of a file is sent once, then the round is over.
--
-- Arguments: the file, a body a line. The last line of the output says how long it took
-- from the first request to the last answer, and how many answers had which status.

local ffi = require("ffi")
ffi.cdef([[
    typedef struct { long seconds; long nanoseconds; } bench_time;
    int clock_gettime(int clock, bench_time *time);
]])

local CLOCK_MONOTONIC = 1
local NEVER = 1000000 -- milliseconds

local bodies, statuses = {}, {}
-- Sent, from -1: wrk asks for one request that it does not send, to see what it looks like.
local sent, promised, answered, started = -1, 0, 0, 0

local function now()
    local time = ffi.new("bench_time")
    ffi.C.clock_gettime(CLOCK_MONOTONIC, time)
    return tonumber(time.seconds) + tonumber(time.nanoseconds) / 1e9
end

local function report()
    local counts = {}
    for status, count in pairs(statuses) do
        table.insert(counts, ('"%d": %d'):format(status, count))
    end
    print(
        ('\nSENT {"seconds": %.6f, "statuses": {%s}}'):format(
            now() - started, table.concat(counts, ", ")
        )
    )
end

function init(args)
    wrk.headers["Content-Type"] = "application/json"
    for line in io.lines(args[1]) do
        table.insert(bodies, line)
    end
end

-- Asked once before each request, and by another connection before that is made.
function delay()
    if promised == #bodies then
        return NEVER
    end
    promised = promised + 1
    return 0
end

function request()
    sent = sent + 1
    if sent == 1 then
        started = now()
    end
    return wrk.format("POST", nil, nil, bodies[math.max(sent, 1)])
end

function response(status)
    answered = answered + 1
    statuses[status] = (statuses[status] or 0) + 1
    if answered == #bodies then
        report()
        os.exit(0) -- wrk itself only ends when its time is over
    end
end
