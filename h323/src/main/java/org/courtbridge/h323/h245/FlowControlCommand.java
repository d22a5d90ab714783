package org.courtbridge.h323.h245;

import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.Sequence;

/**
 * FlowControlCommand (H.245, B.13.4).
 *
 * @param channel on which the one who gets this sends; empty for all together
 * @param maxBitRate in 100 bit/s, 0 to 2^24 - 1; empty if there is no limit any more
 */
public record FlowControlCommand(Optional<Integer> channel, Optional<Integer> maxBitRate) implements ControlMessage {

    private static final ChoiceType SCOPES = Tree.choiceIn(CommandTypes.FLOW_CONTROL_COMMAND, "scope");
    private static final ChoiceType RESTRICTIONS = Tree.choiceIn(CommandTypes.FLOW_CONTROL_COMMAND, "restriction");

    static FlowControlCommand of(Sequence in) {
        return new FlowControlCommand(
                in.get("scope", Choice.class)
                        .find("logicalChannelNumber", Long.class)
                        .map(Long::intValue),
                in.get("restriction", Choice.class)
                        .find("maximumBitRate", Long.class)
                        .map(Long::intValue));
    }

    Sequence toSequence() {
        return CommandTypes.FLOW_CONTROL_COMMAND
                .build()
                .set(
                        "scope",
                        channel.map(number -> SCOPES.value("logicalChannelNumber", (long) number))
                                .orElseGet(() -> SCOPES.value("wholeMultiplex")))
                .set(
                        "restriction",
                        maxBitRate
                                .map(rate -> RESTRICTIONS.value("maximumBitRate", (long) rate))
                                .orElseGet(() -> RESTRICTIONS.value("noRestriction")))
                .done();
    }

    @Override
    public Choice toMessage() {
        return Tree.command("flowControlCommand", toSequence());
    }
}
