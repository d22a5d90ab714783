package org.courtbridge.h323.h245;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;

/**
 * A message between terminals and a multipoint controller about a conference (H.245, B.10 and B.14.15; H.243), as far as we act
 * on it. Names are written in UTF-8: H.230 knows nothing beyond ASCII, which is the same in it.
 */
public sealed interface ConferenceMessage extends ControlMessage {

    /** Asks for the list of terminals. */
    record ListTerminals() implements ConferenceMessage {

        @Override
        public Choice toMessage() {
            return request("terminalListRequest");
        }
    }

    /** The sender wants to lead. */
    record MakeMeChair() implements ConferenceMessage {

        @Override
        public Choice toMessage() {
            return request("makeMeChair");
        }
    }

    /** The sender does not lead any more. */
    record CancelMakeMeChair() implements ConferenceMessage {

        @Override
        public Choice toMessage() {
            return request("cancelMakeMeChair");
        }
    }

    /** A terminal is to be thrown out. */
    record DropTerminal(TerminalLabel label) implements ConferenceMessage {

        @Override
        public Choice toMessage() {
            return request("dropTerminal", label.toSequence());
        }
    }

    /** Asks for the name of a terminal. */
    record RequestTerminalId(TerminalLabel label) implements ConferenceMessage {

        @Override
        public Choice toMessage() {
            return request("requestTerminalID", label.toSequence());
        }
    }

    /** Asks for the names of all terminals. */
    record RequestAllTerminalIds() implements ConferenceMessage {

        @Override
        public Choice toMessage() {
            return request("requestAllTerminalIDs");
        }
    }

    /** Asks the receiver for its own name. */
    record EnterTerminalId() implements ConferenceMessage {

        @Override
        public Choice toMessage() {
            return request("enterH243TerminalID");
        }
    }

    /** All are to be sent the sender's channel. @param channel 1 to 65,535 */
    record BroadcastMyChannel(int channel) implements ConferenceMessage {

        @Override
        public Choice toMessage() {
            return request("broadcastMyLogicalChannel", (long) channel);
        }
    }

    /** All are to be sent a terminal's pictures. */
    record MakeBroadcaster(TerminalLabel label) implements ConferenceMessage {

        @Override
        public Choice toMessage() {
            return request("makeTerminalBroadcaster", label.toSequence());
        }
    }

    /** The sender wants to be sent a terminal's pictures. */
    record SendThisSource(TerminalLabel label) implements ConferenceMessage {

        @Override
        public Choice toMessage() {
            return request("sendThisSource", label.toSequence());
        }
    }

    /** Another multipoint controller is to act, or not to. @param wish such as "masterActivate" */
    record RemoteController(String wish) implements ConferenceMessage {

        @Override
        public Choice toMessage() {
            return request("remoteMCRequest", ConferenceTypes.REMOTE_MC_REQUEST.value(wish));
        }
    }

    /** The answer to {@link ListTerminals}. @param labels one at least */
    record TerminalList(List<TerminalLabel> labels) implements ConferenceMessage {

        public TerminalList {
            labels = List.copyOf(labels);
        }

        @Override
        public Choice toMessage() {
            return response(
                    "terminalListResponse",
                    labels.stream().map(TerminalLabel::toSequence).toList());
        }
    }

    /** The answer to {@link RequestTerminalId}. */
    record TerminalIdOfController(TerminalLabel label, String id) implements ConferenceMessage {

        @Override
        public Choice toMessage() {
            return response("mCTerminalIDResponse", named("mCTerminalIDResponse", label, id));
        }
    }

    /** The answer to {@link EnterTerminalId}. @param label of who answers */
    record TerminalId(TerminalLabel label, String id) implements ConferenceMessage {

        @Override
        public Choice toMessage() {
            return response("terminalIDResponse", named("terminalIDResponse", label, id));
        }
    }

    /** The answer to {@link RequestAllTerminalIds}. @param ids by terminal number @param mcu of all of them */
    record AllTerminalIds(int mcu, SortedMap<Integer, String> ids) implements ConferenceMessage {

        public AllTerminalIds {
            ids = new TreeMap<>(ids);
        }

        private static Optional<AllTerminalIds> of(Sequence in) {
            SortedMap<Integer, String> ids = new TreeMap<>();
            int mcu = 0;
            for (Sequence one : in.list("terminalInformation", Sequence.class)) {
                TerminalLabel label = TerminalLabel.of(one.get("terminalLabel", Sequence.class));
                mcu = label.mcu();
                ids.put(label.terminal(), text(one.get("terminalID", Octets.class)));
            }
            return ids.isEmpty() ? Optional.empty() : Optional.of(new AllTerminalIds(mcu, ids));
        }

        @Override
        public Choice toMessage() {
            return response(
                    "requestAllTerminalIDsResponse",
                    ConferenceTypes.REQUEST_ALL_TERMINAL_I_DS_RESPONSE
                            .build()
                            .set(
                                    "terminalInformation",
                                    ids.entrySet().stream()
                                            .map(this::information)
                                            .toList())
                            .done());
        }

        private Sequence information(Map.Entry<Integer, String> one) {
            return ConferenceTypes.TERMINAL_INFORMATION
                    .build()
                    .set("terminalLabel", new TerminalLabel(mcu, one.getKey()).toSequence())
                    .set("terminalID", octets(one.getValue()))
                    .done();
        }
    }

    /** A wish is not granted. */
    record Denied(Wish wish) implements ConferenceMessage {

        /** The request that is not granted. */
        public enum Wish {
            CHAIR("makeMeChairResponse", "deniedChairToken"),
            DROP("terminalDropReject", ""),
            BROADCAST("broadcastMyLogicalChannelResponse", "deniedBroadcastMyLogicalChannel"),
            BROADCASTER("makeTerminalBroadcasterResponse", "deniedMakeTerminalBroadcaster"),
            SOURCE("sendThisSourceResponse", "deniedSendThisSource");

            private final String alternative;
            private final String denial;

            Wish(String alternative, String denial) {
                this.alternative = alternative;
                this.denial = denial;
            }
        }

        private static Optional<Denied> of(Choice in) {
            for (Wish wish : Wish.values()) {
                if (in.is(wish.alternative)
                        && (wish.denial.isEmpty() || in.value() instanceof Choice answer && answer.is(wish.denial))) {
                    return Optional.of(new Denied(wish));
                }
            }
            return Optional.empty();
        }

        @Override
        public Choice toMessage() {
            return wish.denial.isEmpty()
                    ? Tree.response("conferenceResponse", ConferenceTypes.CONFERENCE_RESPONSE.value(wish.alternative))
                    : response(
                            wish.alternative,
                            Tree.choiceIn(ConferenceTypes.CONFERENCE_RESPONSE, wish.alternative)
                                    .value(wish.denial));
        }
    }

    /** The answer to {@link RemoteController}: that is not done here. */
    record RemoteControllerRejected() implements ConferenceMessage {

        @Override
        public Choice toMessage() {
            ChoiceType type = ConferenceTypes.REMOTE_MC_RESPONSE;
            return response(
                    "remoteMCResponse",
                    type.value("reject", Tree.choiceIn(type, "reject").value("functionNotSupported")));
        }
    }

    /** The receiver is known by a label from now on. */
    record NumberAssigned(TerminalLabel label) implements ConferenceMessage {

        @Override
        public Choice toMessage() {
            return indication("terminalNumberAssign", label);
        }
    }

    record Joined(TerminalLabel label) implements ConferenceMessage {

        @Override
        public Choice toMessage() {
            return indication("terminalJoinedConference", label);
        }
    }

    record Left(TerminalLabel label) implements ConferenceMessage {

        @Override
        public Choice toMessage() {
            return indication("terminalLeftConference", label);
        }
    }

    /** Empty if it is about something else. @param kind such as "conferenceRequest" */
    static Optional<ConferenceMessage> of(String kind, Choice in) {
        return switch (kind) {
            case "conferenceRequest" -> ofRequest(in);
            case "conferenceResponse" -> ofResponse(in);
            case "conferenceIndication" -> ofIndication(in);
            default -> Optional.empty();
        };
    }

    private static Optional<ConferenceMessage> ofRequest(Choice in) {
        return switch (in.name()) {
            case "terminalListRequest" -> Optional.of(new ListTerminals());
            case "makeMeChair" -> Optional.of(new MakeMeChair());
            case "cancelMakeMeChair" -> Optional.of(new CancelMakeMeChair());
            case "dropTerminal" -> Optional.of(new DropTerminal(label(in)));
            case "requestTerminalID" -> Optional.of(new RequestTerminalId(label(in)));
            case "requestAllTerminalIDs" -> Optional.of(new RequestAllTerminalIds());
            case "enterH243TerminalID" -> Optional.of(new EnterTerminalId());
            case "broadcastMyLogicalChannel" -> Optional.of(new BroadcastMyChannel(((Long) in.value()).intValue()));
            case "makeTerminalBroadcaster" -> Optional.of(new MakeBroadcaster(label(in)));
            case "sendThisSource" -> Optional.of(new SendThisSource(label(in)));
            case "remoteMCRequest" ->
                Optional.of(((Choice) in.value()).name())
                        .filter(wish -> !wish.isEmpty())
                        .map(RemoteController::new);
            default -> Optional.empty();
        };
    }

    private static Optional<ConferenceMessage> ofResponse(Choice in) {
        return switch (in.name()) {
            case "terminalListResponse" ->
                Optional.of(new TerminalList(((List<?>) in.value())
                        .stream().map(one -> TerminalLabel.of((Sequence) one)).toList()));
            case "mCTerminalIDResponse" -> Optional.of(new TerminalIdOfController(labelIn(in), idIn(in)));
            case "terminalIDResponse" -> Optional.of(new TerminalId(labelIn(in), idIn(in)));
            case "requestAllTerminalIDsResponse" ->
                AllTerminalIds.of((Sequence) in.value()).map(all -> all);
            case "remoteMCResponse" ->
                ((Choice) in.value()).is("reject") ? Optional.of(new RemoteControllerRejected()) : Optional.empty();
            default -> Denied.of(in).map(denied -> denied);
        };
    }

    private static Optional<ConferenceMessage> ofIndication(Choice in) {
        return switch (in.name()) {
            case "terminalNumberAssign" -> Optional.of(new NumberAssigned(label(in)));
            case "terminalJoinedConference" -> Optional.of(new Joined(label(in)));
            case "terminalLeftConference" -> Optional.of(new Left(label(in)));
            default -> Optional.empty();
        };
    }

    private static TerminalLabel label(Choice in) {
        return TerminalLabel.of((Sequence) in.value());
    }

    private static TerminalLabel labelIn(Choice in) {
        return TerminalLabel.of(((Sequence) in.value()).get("terminalLabel", Sequence.class));
    }

    private static String idIn(Choice in) {
        return text(((Sequence) in.value()).get("terminalID", Octets.class));
    }

    /** Decodes a name; no more of it than is written. */
    private static String text(Octets id) {
        String all = new String(id.toArray(), StandardCharsets.UTF_8);
        return new String(octets(all).toArray(), StandardCharsets.UTF_8);
    }

    /** Cut where it is too long; never empty. What is no character is a question mark. */
    private static Octets octets(String id) {
        ByteBuffer octets = ByteBuffer.allocate(128);
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .encode(CharBuffer.wrap(id.isEmpty() ? "?" : id), octets, true);
        return Octets.of(octets.array(), 0, octets.position());
    }

    private static Sequence named(String alternative, TerminalLabel label, String id) {
        return Tree.sequenceIn(ConferenceTypes.CONFERENCE_RESPONSE, alternative)
                .build()
                .set("terminalLabel", label.toSequence())
                .set("terminalID", octets(id))
                .done();
    }

    private static Choice request(String alternative) {
        return Tree.request("conferenceRequest", ConferenceTypes.CONFERENCE_REQUEST.value(alternative));
    }

    private static Choice request(String alternative, Object value) {
        return Tree.request("conferenceRequest", ConferenceTypes.CONFERENCE_REQUEST.value(alternative, value));
    }

    private static Choice response(String alternative, Object value) {
        return Tree.response("conferenceResponse", ConferenceTypes.CONFERENCE_RESPONSE.value(alternative, value));
    }

    private static Choice indication(String alternative, TerminalLabel label) {
        return Tree.indication(
                "conferenceIndication", ConferenceTypes.CONFERENCE_INDICATION.value(alternative, label.toSequence()));
    }
}
