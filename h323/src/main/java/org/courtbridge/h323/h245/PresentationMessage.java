package org.courtbridge.h323.h245;

import org.courtbridge.h323.asn1.Choice;

/**
 * A message about a second stream of pictures (H.239, clause 8): who has the token by which it may be sent, and whether more of
 * it may be. Each is a generic message of H.245.
 *
 * <p>A terminal label is {@code mcuNumber * 256 + terminalNumber}, or 0 where no multipoint controller has given any. What a
 * message leaves out is read as 0.
 */
public sealed interface PresentationMessage extends ControlMessage {

    /** The sender wants the token. @param symmetryBreaking 1 to 127, chosen at random: of two at once the higher goes first */
    record Request(int terminalLabel, int channel, int symmetryBreaking) implements PresentationMessage {

        @Override
        public Choice toMessage() {
            return Tree.request(
                    H239.REQUEST,
                    H239.message(
                            H239.TOKEN_REQUEST,
                            H239.number(H239.TERMINAL_LABEL, terminalLabel),
                            H239.number(H239.CHANNEL, channel),
                            H239.number(H239.SYMMETRY_BREAKING, symmetryBreaking)));
        }
    }

    /** The answer, with what the {@link Request} said. */
    record Response(boolean acknowledged, int terminalLabel, int channel) implements PresentationMessage {

        @Override
        public Choice toMessage() {
            return Tree.response(
                    H239.RESPONSE,
                    H239.message(
                            H239.TOKEN_RESPONSE,
                            H239.verdict(acknowledged),
                            H239.number(H239.TERMINAL_LABEL, terminalLabel),
                            H239.number(H239.CHANNEL, channel)));
        }
    }

    /** The sender has the token no more. */
    record Release(int terminalLabel, int channel) implements PresentationMessage {

        @Override
        public Choice toMessage() {
            return Tree.command(
                    H239.COMMAND,
                    H239.message(
                            H239.TOKEN_RELEASE,
                            H239.number(H239.TERMINAL_LABEL, terminalLabel),
                            H239.number(H239.CHANNEL, channel)));
        }
    }

    /** Says who has the token. */
    record Owner(int terminalLabel, int channel) implements PresentationMessage {

        @Override
        public Choice toMessage() {
            return Tree.indication(
                    H239.INDICATION,
                    H239.message(
                            H239.TOKEN_OWNER,
                            H239.number(H239.TERMINAL_LABEL, terminalLabel),
                            H239.number(H239.CHANNEL, channel)));
        }
    }

    /** The sender would send more on a channel than it was told that it may. @param maxBitRate in 100 bit/s, 0 to 65,535 */
    record FlowReleaseRequest(int channel, int maxBitRate) implements PresentationMessage {

        @Override
        public Choice toMessage() {
            return Tree.request(
                    H239.REQUEST,
                    H239.message(
                            H239.FLOW_REQUEST,
                            H239.number(H239.CHANNEL, channel),
                            H239.number(H239.BIT_RATE, maxBitRate)));
        }
    }

    /** The answer; what may be sent then, a {@link FlowControlCommand} says. */
    record FlowReleaseResponse(boolean acknowledged, int channel) implements PresentationMessage {

        @Override
        public Choice toMessage() {
            return Tree.response(
                    H239.RESPONSE,
                    H239.message(H239.FLOW_RESPONSE, H239.verdict(acknowledged), H239.number(H239.CHANNEL, channel)));
        }
    }
}
