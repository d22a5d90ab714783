package org.courtbridge.h323.h245;

import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;

/** Whether the other side is there, and how far away (H.245, B.7 and C.9). */
public sealed interface RoundTripDelayMessage extends ControlMessage {

    /** 0 to 255. */
    int sequenceNumber();

    record Request(int sequenceNumber) implements RoundTripDelayMessage {

        static Request of(Sequence in) {
            return new Request(Tree.number(in, "sequenceNumber"));
        }

        @Override
        public Choice toMessage() {
            return Tree.request(
                    "roundTripDelayRequest",
                    MaintenanceTypes.ROUND_TRIP_DELAY_REQUEST
                            .build()
                            .set("sequenceNumber", sequenceNumber)
                            .done());
        }
    }

    record Response(int sequenceNumber) implements RoundTripDelayMessage {

        static Response of(Sequence in) {
            return new Response(Tree.number(in, "sequenceNumber"));
        }

        @Override
        public Choice toMessage() {
            return Tree.response(
                    "roundTripDelayResponse",
                    MaintenanceTypes.ROUND_TRIP_DELAY_RESPONSE
                            .build()
                            .set("sequenceNumber", sequenceNumber)
                            .done());
        }
    }
}
