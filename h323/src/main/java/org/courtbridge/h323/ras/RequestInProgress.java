package org.courtbridge.h323.ras;

import java.time.Duration;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.Ras;

/** RIP: the answer takes longer. @param delay from now, 1 ms to 65.535 s */
public record RequestInProgress(int requestSeqNum, Duration delay) implements RasMessage {

    static RequestInProgress of(Sequence in) {
        return new RequestInProgress(Tree.number(in, "requestSeqNum"), Duration.ofMillis(in.number("delay")));
    }

    @Override
    public Choice toChoice() {
        return Ras.RAS_MESSAGE.value(
                "requestInProgress",
                Ras.REQUEST_IN_PROGRESS
                        .build()
                        .set("requestSeqNum", requestSeqNum)
                        .set("delay", delay.toMillis())
                        .done());
    }
}
