package org.courtbridge.signalling.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Logger;
import org.junit.jupiter.api.Test;

class LogBudgetTest {

    private final List<Object> lines = new ArrayList<>();
    private long nanos;

    /** Writes down what is logged. */
    private final Logger log = (Logger) Proxy.newProxyInstance(
            Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (_, method, arguments) -> {
                if (method.getName().equals("info")) {
                    lines.add(arguments[1] instanceof Object[] several ? several[0] : arguments[1]);
                }
                return null;
            });

    @Test
    void writesSoManyLinesAMinuteAndThenHowManyWereLeftOut() {
        LogBudget budget = new LogBudget(log, () -> nanos);
        for (int i = 0; i < 10_000; i++) {
            budget.info("stranger={}", i);
        }
        assertThat(lines).hasSize(LogBudget.A_MINUTE);
        nanos += TimeUnit.MINUTES.toNanos(1);
        lines.clear();
        budget.info("stranger={}", "next");
        assertThat(lines).containsExactly(10_000L - LogBudget.A_MINUTE, "next");
    }
}
