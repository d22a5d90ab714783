package org.courtbridge.h323.ras;

import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;

/** A message that nothing here acts on, as it came. */
public record OtherMessage(Choice message) implements RasMessage {

    /** 0 if it is unknown where it has its number. */
    @Override
    public int requestSeqNum() {
        return message.value() instanceof Sequence in ? Tree.number(in, "requestSeqNum") : 0;
    }

    @Override
    public Choice toChoice() {
        return message;
    }
}
