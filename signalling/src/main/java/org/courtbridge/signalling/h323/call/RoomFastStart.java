package org.courtbridge.signalling.h323.call;

import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.Call;
import org.courtbridge.h323.h245.Control;
import org.courtbridge.h323.h245.FastStart;
import org.courtbridge.h323.h245.OpenLogicalChannel;
import org.courtbridge.h323.per.PerException;

/** Fast start with a room (H.323, clause 8.1.7): channels that are open with the call, before H.245. Belongs to the call's thread. */
final class RoomFastStart {

    private static final Logger log = LogManager.getLogger(RoomFastStart.class);

    private final Control control;
    private final RoomChannels channels;
    private boolean barred;
    private List<OpenLogicalChannel> proposals = List.of();

    RoomFastStart(Control control, RoomChannels channels) {
        this.control = control;
        this.channels = channels;
    }

    /** Takes no proposal of the room from now on: channels are opened by H.245 alone. */
    void bar() {
        barred = true;
    }

    /** Takes what the room proposes with its Setup, if it proposes anything, and says so with our answer. */
    void answer(Call call, boolean allowed) {
        List<Octets> encoded = call.setup().early().fastStart();
        if (encoded.isEmpty() || barred || !allowed) {
            return;
        }
        FastStart answer = FastStart.answer(decode(encoded), channels.ours(), channels.ports());
        call.fastStart(
                answer.elements().stream().map(OpenLogicalChannel::toFastStart).toList());
        open(answer);
    }

    /** Our Setup proposes these. */
    void propose(List<OpenLogicalChannel> proposed) {
        proposals = proposed;
    }

    /** The room has taken some of our proposals. */
    void answered(List<Octets> encoded) {
        open(FastStart.accepted(proposals, decode(encoded)));
    }

    private void open(FastStart agreed) {
        agreed.outgoing().forEach(control::adoptOutgoing);
        agreed.incoming().forEach(control::adoptIncoming);
        channels.opened(agreed);
    }

    /** As far as they can be understood. */
    private static List<OpenLogicalChannel> decode(List<Octets> fastStart) {
        List<OpenLogicalChannel> elements = new ArrayList<>();
        try {
            for (Octets element : fastStart) {
                elements.add(OpenLogicalChannel.ofFastStart(element));
            }
        } catch (PerException e) {
            log.info("elements of fast start that cannot be understood: {}", e.getMessage());
        }
        return elements;
    }
}
