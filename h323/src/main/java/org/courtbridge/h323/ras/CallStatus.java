package org.courtbridge.h323.ras;

import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.CallTypes;
import org.courtbridge.h323.h225.RasTypes;
import org.courtbridge.h323.h225.generic.Addresses;

/**
 * An endpoint's report on one of its calls (perCallInfo of an IRR).
 *
 * @param originator whether the endpoint called; empty if it does not say
 * @param bandWidth of both directions, in units of 100 bit/s
 */
public record CallStatus(
        int callReferenceValue,
        Octets conferenceId,
        Optional<Octets> callIdentifier,
        Optional<Boolean> originator,
        long bandWidth,
        CallModel callModel) {

    private static final Sequence NOWHERE =
            Addresses.TRANSPORT_CHANNEL_INFO.build().done();

    static CallStatus of(Sequence in) {
        return new CallStatus(
                Tree.number(in, "callReferenceValue"),
                in.get("conferenceID", Octets.class),
                Tree.guid(in),
                in.find("originator", Boolean.class),
                in.number("bandWidth"),
                CallModel.of(in.get("callModel", Choice.class)));
    }

    Sequence toSequence() {
        return RasTypes.PER_CALL_INFO
                .build()
                .set("callReferenceValue", callReferenceValue)
                .set("conferenceID", conferenceId)
                .set("originator", originator)
                .set("h245", NOWHERE)
                .set("callSignalling", NOWHERE)
                .set("callType", CallTypes.CALL_TYPE.value("pointToPoint"))
                .set("bandWidth", bandWidth)
                .set("callModel", callModel.toChoice())
                .set("callIdentifier", callIdentifier.map(Tree::callIdentifier))
                .set("substituteConfIDs", List.of())
                .done();
    }
}
