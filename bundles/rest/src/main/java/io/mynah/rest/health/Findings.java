package io.mynah.rest.health;

import java.util.ArrayList;
import java.util.List;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.apache.felix.hc.api.ResultLog;

/** Between a check's findings and the reasons for which the server is not ready. */
final class Findings {

    private Findings() {}

    /** What a check found: a line for each reason, all of them as bad; without any, that all is well. */
    static Result result(List<String> reasons, Status how, String otherwise) {
        if (reasons.isEmpty()) {
            return new Result(Status.OK, otherwise);
        }
        ResultLog log = new ResultLog();
        reasons.forEach(reason -> log.add(new ResultLog.Entry(how, reason)));
        return new Result(log);
    }

    /** What of it stands in the way of requests: a warning does not. */
    static List<String> reasons(Result result) {
        List<String> reasons = new ArrayList<>();
        for (ResultLog.Entry entry : result) {
            if (entry.getStatus().compareTo(Status.WARN) > 0) {
                reasons.add(entry.getMessage());
            }
        }
        return reasons;
    }
}
