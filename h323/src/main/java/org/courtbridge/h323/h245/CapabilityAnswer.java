package org.courtbridge.h323.h245;

import java.util.Arrays;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;

/** A message that acknowledges, rejects or gives up a {@link TerminalCapabilitySet} (H.245, B.2.3 to B.2.5). */
public sealed interface CapabilityAnswer extends ControlMessage {

    record Ack(int sequenceNumber) implements CapabilityAnswer {

        static Ack of(Sequence in) {
            return new Ack(Tree.number(in, "sequenceNumber"));
        }

        @Override
        public Choice toMessage() {
            return Tree.response(
                    "terminalCapabilitySetAck",
                    CapabilityTypes.TERMINAL_CAPABILITY_SET_ACK
                            .build()
                            .set("sequenceNumber", sequenceNumber)
                            .done());
        }
    }

    /** Why a set was rejected. */
    enum Cause {
        UNSPECIFIED("unspecified"),
        UNDEFINED_TABLE_ENTRY_USED("undefinedTableEntryUsed"),
        DESCRIPTOR_CAPACITY_EXCEEDED("descriptorCapacityExceeded"),
        /** Of the table nothing was taken. */
        TABLE_ENTRY_CAPACITY_EXCEEDED("tableEntryCapacityExceeded");

        private final String alternative;

        Cause(String alternative) {
            this.alternative = alternative;
        }

        static Cause of(Choice in) {
            return Arrays.stream(values())
                    .filter(cause -> in.is(cause.alternative))
                    .findFirst()
                    .orElse(UNSPECIFIED);
        }

        Choice toChoice() {
            var causes = Tree.choiceIn(CapabilityTypes.TERMINAL_CAPABILITY_SET_REJECT, "cause");
            return this == TABLE_ENTRY_CAPACITY_EXCEEDED
                    ? causes.value(
                            alternative, Tree.choiceIn(causes, alternative).value("noneProcessed"))
                    : causes.value(alternative);
        }
    }

    record Reject(int sequenceNumber, Cause cause) implements CapabilityAnswer {

        static Reject of(Sequence in) {
            return new Reject(Tree.number(in, "sequenceNumber"), Cause.of(in.get("cause", Choice.class)));
        }

        @Override
        public Choice toMessage() {
            return Tree.response(
                    "terminalCapabilitySetReject",
                    CapabilityTypes.TERMINAL_CAPABILITY_SET_REJECT
                            .build()
                            .set("sequenceNumber", sequenceNumber)
                            .set("cause", cause.toChoice())
                            .done());
        }
    }

    /** The sender waited for an answer in vain. */
    record Release() implements CapabilityAnswer {

        @Override
        public Choice toMessage() {
            return Tree.indication(
                    "terminalCapabilitySetRelease",
                    CapabilityTypes.TERMINAL_CAPABILITY_SET_RELEASE.build().done());
        }
    }
}
