package org.courtbridge.h323.call;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.asn1.SequenceType;
import org.courtbridge.h323.h225.AdmittedDetails;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.CallSignalling;
import org.courtbridge.h323.h225.CallTypes;
import org.courtbridge.h323.h225.TransportAddress;
import org.courtbridge.h323.h460.FeatureSet;
import org.courtbridge.h323.per.ObjectIdentifier;
import org.courtbridge.h323.q931.BearerCapability;
import org.courtbridge.h323.q931.CallState;
import org.courtbridge.h323.q931.CalledPartyNumber;
import org.courtbridge.h323.q931.Cause;
import org.courtbridge.h323.q931.Display;
import org.courtbridge.h323.q931.InformationElement;
import org.courtbridge.h323.q931.Keypad;
import org.courtbridge.h323.q931.MessageType;
import org.courtbridge.h323.q931.Q931Exception;
import org.courtbridge.h323.q931.Q931Message;

/** The content of a message of call signalling, beside the H.245 that it may carry. */
public sealed interface SignallingBody {

    /** H.225.0, version 7. */
    ObjectIdentifier PROTOCOL = ObjectIdentifier.of("0.0.8.2250.0.7");

    MessageType type();

    /** An H323-MessageBody. */
    Choice toChoice();

    /** Of Q.931, beside the user-user one. */
    List<InformationElement> elements();

    /** @param body of the H323-UserInformation, if there is one */
    static SignallingBody of(Q931Message message, Optional<Choice> body) {
        MessageType type = message.type();
        if (type.equals(MessageType.SETUP)) {
            return Setup.of(message, uuie(message, body, "setup"));
        }
        Optional<Answer.Step> step = Answer.Step.of(type);
        if (step.isPresent()) {
            return Answer.of(step.get(), message, uuie(message, body, step.get().alternative()));
        }
        if (type.equals(MessageType.RELEASE_COMPLETE)) {
            return Release.of(message, body.flatMap(inside -> inside.find("releaseComplete", Sequence.class)));
        }
        if (type.equals(MessageType.FACILITY)) {
            return body.flatMap(inside -> inside.find("facility", Sequence.class))
                    .<SignallingBody>map(Facility::of)
                    .orElseGet(Empty::new);
        }
        if (type.equals(MessageType.INFORMATION)) {
            return new Information(message.keypad().map(Keypad::keys).orElse(""));
        }
        if (type.equals(MessageType.STATUS_ENQUIRY)) {
            return new StatusInquiry(guid(body));
        }
        if (type.equals(MessageType.STATUS)) {
            return new Status(guid(body), message.cause().orElse(Cause.of(Status.UNSPECIFIED)), message.callState());
        }
        return new Other(type);
    }

    private static Sequence uuie(Q931Message message, Optional<Choice> body, String alternative) {
        return body.flatMap(inside -> inside.find(alternative, Sequence.class))
                .orElseThrow(() -> new Q931Exception("%s without %s".formatted(message.type(), alternative)));
    }

    private static Optional<Octets> guid(Optional<Choice> body) {
        return body.map(Choice::value)
                .filter(Sequence.class::isInstance)
                .flatMap(inside -> Uuie.guid((Sequence) inside));
    }

    /**
     * Setup: who calls whom (H.225.0, clause 7.3.10).
     *
     * @param early beginnings of H.245 and of media
     * @param bandwidth of the call in 64 kbit/s, 1 to 127
     * @param admitted values that the gatekeeper gave with the admission
     * @param features that the caller has
     * @param isCallIndependent whether there is to be no call, but a signalling connection for supplementary services alone
     *     (H.450.1, clause 7)
     */
    record Setup(
            Identity identity,
            Parties parties,
            Early early,
            int bandwidth,
            Admitted admitted,
            FeatureSet features,
            boolean isCallIndependent)
            implements SignallingBody {

        private static final SequenceType TYPE = CallSignalling.SETUP_UUIE;
        private static final int UNKNOWN_PLAN = 1;
        private static final String GOAL = "conferenceGoal";
        private static final String CALL_INDEPENDENT = "callIndependentSupplementaryService";

        /**
         * Identifiers of the call and of the conference that it belongs to.
         *
         * @param callIdentifier 16 octets, the same in all that is said of the call; empty from endpoints of version 1
         * @param conferenceId 16 octets
         */
        public record Identity(Optional<Octets> callIdentifier, Octets conferenceId) {}

        /**
         * The caller and the called one.
         *
         * @param caller names of who calls
         * @param called names of who is called; empty where only an address is known
         * @param calledNumber as Q.931 has it, which some dial instead
         * @param display name of who calls, to be shown
         * @param signalAddress of who is called, as the caller sees it
         */
        public record Parties(
                List<AliasAddress> caller,
                List<AliasAddress> called,
                Optional<String> calledNumber,
                Optional<String> display,
                Optional<InetSocketAddress> signalAddress) {

            public Parties {
                caller = List.copyOf(caller);
                called = List.copyOf(called);
            }
        }

        /**
         * Beginnings of H.245 and of media before the call is connected (H.323, clauses 8.1.7 and 8.2).
         *
         * @param controlAddress where the caller takes H.245 at once
         * @param fastStart encoded proposals
         * @param parallelControl encoded messages of H.245 beside proposals (H.323, clause 8.2.4)
         */
        public record Early(
                Optional<InetSocketAddress> controlAddress,
                List<Octets> fastStart,
                List<Octets> parallelControl,
                boolean mediaWaitForConnect) {

            public static final Early NONE = new Early(Optional.empty(), List.of(), List.of(), false);

            public Early {
                fastStart = List.copyOf(fastStart);
                parallelControl = List.copyOf(parallelControl);
            }

            /** Fast start alone. @param fastStart encoded proposals */
            public static Early proposing(List<Octets> fastStart) {
                return new Early(Optional.empty(), fastStart, List.of(), false);
            }
        }

        /**
         * Values that a gatekeeper gave for the Setup to carry.
         *
         * @param endpointIdentifier of the caller, where the gatekeeper that routes the call knows him by it
         * @param details that the gatekeeper gave with the admission
         */
        public record Admitted(Optional<String> endpointIdentifier, AdmittedDetails details) {

            public static final Admitted NONE = new Admitted(Optional.empty(), AdmittedDetails.NONE);
        }

        /** Returns a Setup of a call for which no gatekeeper gave anything, by a caller that says nothing of features. */
        public static Setup of(Identity identity, Parties parties, Early early, int bandwidth) {
            return new Setup(identity, parties, early, bandwidth, Admitted.NONE, FeatureSet.NONE, false);
        }

        /** The same. @param having features of the caller */
        public Setup with(FeatureSet having) {
            return new Setup(identity, parties, early, bandwidth, admitted, having, isCallIndependent);
        }

        static Setup of(Q931Message message, Sequence in) {
            return new Setup(
                    new Identity(Uuie.guid(in), in.get("conferenceID", Octets.class)),
                    new Parties(
                            AliasAddress.ofAll(in.list("sourceAddress", Choice.class)),
                            AliasAddress.ofAll(in.list("destinationAddress", Choice.class)),
                            message.calledPartyNumber().map(CalledPartyNumber::digits),
                            message.display().map(Display::shown),
                            Uuie.address(in, "destCallSignalAddress")),
                    new Early(
                            Uuie.address(in, "h245Address"),
                            in.list("fastStart", Octets.class),
                            in.list("parallelH245Control", Octets.class),
                            in.find("mediaWaitForConnect", Boolean.class).orElse(false)),
                    message.bearerCapability()
                            .map(bearer -> bearer.multiplier().orElse(1))
                            .filter(times -> times > 0)
                            .orElse(1),
                    new Admitted(in.find("endpointIdentifier", String.class), AdmittedDetails.ofSetup(in)),
                    FeatureSet.ofSetup(in),
                    in.get(GOAL, Choice.class).is(CALL_INDEPENDENT));
        }

        @Override
        public MessageType type() {
            return MessageType.SETUP;
        }

        @Override
        public List<InformationElement> elements() {
            List<InformationElement> elements = new ArrayList<>();
            elements.add(BearerCapability.video(bandwidth).toElement());
            parties.display.ifPresent(name -> elements.add(new Display(name).toElement()));
            parties.calledNumber.ifPresent(
                    digits -> elements.add(new CalledPartyNumber(0, UNKNOWN_PLAN, digits).toElement()));
            return elements;
        }

        @Override
        public Choice toChoice() {
            Sequence.Builder out = TYPE.build()
                    .set("protocolIdentifier", PROTOCOL)
                    .set("h245Address", early.controlAddress.map(TransportAddress::toChoice))
                    .set("sourceAddress", Uuie.aliases(parties.caller))
                    .set("sourceInfo", Uuie.GATEWAY)
                    .set("destinationAddress", Uuie.aliases(parties.called))
                    .set("destCallSignalAddress", parties.signalAddress.map(TransportAddress::toChoice))
                    .set("activeMC", false)
                    .set("conferenceID", identity.conferenceId)
                    .set(GOAL, Uuie.choice(TYPE, GOAL, isCallIndependent ? CALL_INDEPENDENT : "create"))
                    .set("callType", CallTypes.CALL_TYPE.value("pointToPoint"))
                    .set("callIdentifier", identity.callIdentifier.map(Uuie::callIdentifier))
                    .set("mediaWaitForConnect", early.mediaWaitForConnect)
                    .set("canOverlapSend", false)
                    .set("multipleCalls", false)
                    .set("maintainConnection", false)
                    .set("fastStart", Uuie.some(early.fastStart))
                    .set("endpointIdentifier", admitted.endpointIdentifier)
                    .set("parallelH245Control", Uuie.some(early.parallelControl));
            admitted.details.intoSetup(out);
            features.intoSetup(out);
            return CallSignalling.H323_MESSAGE_BODY.value("setup", out.done());
        }
    }

    /**
     * Progress of the call on the called side: CallProceeding, Progress, Alerting or Connect.
     *
     * @param callIdentifier empty from endpoints of version 1
     * @param controlAddress where the called side takes H.245
     * @param fastStart the channels that it opens; empty where it has not decided yet
     * @param fastStartRefused whether it takes none of the proposals
     * @param display name to be shown
     * @param features that the called side has; none in Progress
     * @param tokens each a ClearToken, such as agrees on a secret (H.235.6)
     */
    record Answer(
            Step step,
            Optional<Octets> callIdentifier,
            Octets conferenceId,
            Optional<InetSocketAddress> controlAddress,
            List<Octets> fastStart,
            boolean fastStartRefused,
            Optional<String> display,
            FeatureSet features,
            List<Sequence> tokens)
            implements SignallingBody {

        /** The steps, of which only the last must come. */
        public enum Step {
            CALL_PROCEEDING(MessageType.CALL_PROCEEDING, "callProceeding", CallSignalling.CALL_PROCEEDING_UUIE),
            PROGRESS(MessageType.PROGRESS, "progress", CallSignalling.PROGRESS_UUIE),
            ALERTING(MessageType.ALERTING, "alerting", CallSignalling.ALERTING_UUIE),
            CONNECT(MessageType.CONNECT, "connect", CallSignalling.CONNECT_UUIE);

            private final MessageType type;
            private final String alternative;
            private final SequenceType uuie;

            Step(MessageType type, String alternative, SequenceType uuie) {
                this.type = type;
                this.alternative = alternative;
                this.uuie = uuie;
            }

            String alternative() {
                return alternative;
            }

            /** Progress alone has no place for them. */
            boolean hasFeatures() {
                return this != PROGRESS;
            }

            static Optional<Step> of(MessageType type) {
                for (Step step : values()) {
                    if (step.type.equals(type)) {
                        return Optional.of(step);
                    }
                }
                return Optional.empty();
            }
        }

        public Answer {
            fastStart = List.copyOf(fastStart);
            tokens = List.copyOf(tokens);
        }

        static Answer of(Step step, Q931Message message, Sequence in) {
            return new Answer(
                    step,
                    Uuie.guid(in),
                    step == Step.CONNECT ? in.get("conferenceID", Octets.class) : Uuie.NO_CONFERENCE,
                    Uuie.address(in, "h245Address"),
                    in.list("fastStart", Octets.class),
                    in.has("fastConnectRefused"),
                    message.display().map(Display::shown),
                    step.hasFeatures() ? FeatureSet.in(in) : FeatureSet.NONE,
                    in.list("tokens", Sequence.class));
        }

        @Override
        public MessageType type() {
            return step.type;
        }

        @Override
        public List<InformationElement> elements() {
            List<InformationElement> elements = new ArrayList<>();
            if (step == Step.CONNECT) {
                elements.add(BearerCapability.video(Uuie.WIDEST).toElement());
            }
            display.ifPresent(name -> elements.add(new Display(name).toElement()));
            return elements;
        }

        @Override
        public Choice toChoice() {
            Sequence.Builder out = step.uuie
                    .build()
                    .set("protocolIdentifier", PROTOCOL)
                    .set("destinationInfo", Uuie.GATEWAY)
                    .set("h245Address", controlAddress.map(TransportAddress::toChoice))
                    .set("callIdentifier", callIdentifier.map(Uuie::callIdentifier))
                    .set("fastStart", Uuie.some(fastStart))
                    .set("multipleCalls", false)
                    .set("maintainConnection", false)
                    .set("tokens", tokens.isEmpty() ? Optional.empty() : Optional.of(tokens))
                    .set("fastConnectRefused", Uuie.mark(fastStartRefused));
            if (step.hasFeatures()) {
                out.set("featureSet", features.toSomething());
            }
            if (step == Step.CONNECT) {
                out.set("conferenceID", conferenceId);
            }
            return CallSignalling.H323_MESSAGE_BODY.value(step.alternative, out.done());
        }
    }

    /**
     * Something beside the steps (H.225.0, clause 7.3.4).
     *
     * @param reason as FacilityReason has it, such as {@link #START_H245}; empty for one of a later version
     * @param otherAddress where else the call is to go
     * @param otherAliases to whom else the call is to go
     * @param controlAddress where H.245 is taken
     */
    record Facility(
            Optional<Octets> callIdentifier,
            String reason,
            Optional<InetSocketAddress> otherAddress,
            List<AliasAddress> otherAliases,
            Optional<InetSocketAddress> controlAddress,
            List<Octets> fastStart)
            implements SignallingBody {

        public static final String START_H245 = "startH245";
        public static final String NO_H245 = "noH245";
        public static final String CALL_FORWARDED = "callForwarded";
        public static final String ROUTE_TO_GATEKEEPER = "routeCallToGatekeeper";
        public static final String UNDEFINED = "undefinedReason";

        public Facility {
            otherAliases = List.copyOf(otherAliases);
            fastStart = List.copyOf(fastStart);
        }

        /** The first that an endpoint says on a connection that it was asked to make for a call (H.460.18). */
        public static Facility coming(Octets callIdentifier) {
            return new Facility(
                    Optional.of(callIdentifier), UNDEFINED, Optional.empty(), List.of(), Optional.empty(), List.of());
        }

        static Facility startH245(Optional<Octets> callIdentifier, InetSocketAddress controlAddress) {
            return new Facility(
                    callIdentifier, START_H245, Optional.empty(), List.of(), Optional.of(controlAddress), List.of());
        }

        static Facility of(Sequence in) {
            return new Facility(
                    Uuie.guid(in),
                    in.get("reason", Choice.class).name(),
                    Uuie.address(in, "alternativeAddress"),
                    AliasAddress.ofAll(in.list("alternativeAliasAddress", Choice.class)),
                    Uuie.address(in, "h245Address"),
                    in.list("fastStart", Octets.class));
        }

        /** Whether the call is to go elsewhere. */
        boolean isRedirection() {
            return (reason.equals(CALL_FORWARDED) || reason.equals(ROUTE_TO_GATEKEEPER))
                    && (otherAddress.isPresent() || !otherAliases.isEmpty());
        }

        @Override
        public MessageType type() {
            return MessageType.FACILITY;
        }

        @Override
        public List<InformationElement> elements() {
            return List.of();
        }

        @Override
        public Choice toChoice() {
            Sequence.Builder out = CallSignalling.FACILITY_UUIE
                    .build()
                    .set("protocolIdentifier", PROTOCOL)
                    .set("alternativeAddress", otherAddress.map(TransportAddress::toChoice))
                    .set("alternativeAliasAddress", Uuie.aliases(otherAliases))
                    .set("reason", CallSignalling.FACILITY_REASON.value(reason))
                    .set("callIdentifier", callIdentifier.map(Uuie::callIdentifier))
                    .set("h245Address", controlAddress.map(TransportAddress::toChoice))
                    .set("fastStart", Uuie.some(fastStart))
                    .set("multipleCalls", false)
                    .set("maintainConnection", false);
            return CallSignalling.H323_MESSAGE_BODY.value("facility", out.done());
        }
    }

    /** The end (H.225.0, clause 7.3.9), which says why in one way or the other, or in both. */
    record Release(Optional<Octets> callIdentifier, ReleaseReason reason) implements SignallingBody {

        static Release of(Q931Message message, Optional<Sequence> in) {
            return new Release(
                    in.flatMap(Uuie::guid),
                    ReleaseReason.of(
                            in.flatMap(inside -> inside.find("reason", Choice.class))
                                    .map(Choice::name)
                                    .filter(name -> !name.isEmpty()),
                            message.cause().map(Cause::value)));
        }

        @Override
        public MessageType type() {
            return MessageType.RELEASE_COMPLETE;
        }

        @Override
        public List<InformationElement> elements() {
            return reason.cause().stream()
                    .map(value -> Cause.of(value).toElement())
                    .toList();
        }

        @Override
        public Choice toChoice() {
            Sequence.Builder out = CallSignalling.RELEASE_COMPLETE_UUIE
                    .build()
                    .set("protocolIdentifier", PROTOCOL)
                    .set("callIdentifier", callIdentifier.map(Uuie::callIdentifier));
            reason.reason()
                    .filter(name -> !Uuie.holdsMore(CallTypes.RELEASE_COMPLETE_REASON, name))
                    .ifPresent(name -> out.set("reason", CallTypes.RELEASE_COMPLETE_REASON.value(name)));
            return CallSignalling.H323_MESSAGE_BODY.value("releaseComplete", out.done());
        }
    }

    /** Keys that were pressed, as gateways to the telephone network have them. */
    record Information(String keys) implements SignallingBody {

        @Override
        public MessageType type() {
            return MessageType.INFORMATION;
        }

        @Override
        public List<InformationElement> elements() {
            return keys.isEmpty() ? List.of() : List.of(new Keypad(keys).toElement());
        }

        @Override
        public Choice toChoice() {
            return CallSignalling.H323_MESSAGE_BODY.value("empty");
        }
    }

    /** Whether the other side still has the call, and how far it is. */
    record StatusInquiry(Optional<Octets> callIdentifier) implements SignallingBody {

        @Override
        public MessageType type() {
            return MessageType.STATUS_ENQUIRY;
        }

        @Override
        public List<InformationElement> elements() {
            return List.of();
        }

        @Override
        public Choice toChoice() {
            return CallSignalling.H323_MESSAGE_BODY.value(
                    "statusInquiry", Uuie.plain(CallSignalling.STATUS_INQUIRY_UUIE, callIdentifier));
        }
    }

    /** The answer to that, or a complaint about another message. */
    record Status(Optional<Octets> callIdentifier, Cause cause, Optional<CallState> state) implements SignallingBody {

        /** Response to STATUS ENQUIRY (Q.850). */
        public static final int RESPONSE = 30;

        static final int UNSPECIFIED = 31;

        @Override
        public MessageType type() {
            return MessageType.STATUS;
        }

        @Override
        public List<InformationElement> elements() {
            List<InformationElement> elements = new ArrayList<>(List.of(cause.toElement()));
            state.ifPresent(known -> elements.add(known.toElement()));
            return elements;
        }

        @Override
        public Choice toChoice() {
            return CallSignalling.H323_MESSAGE_BODY.value(
                    "status", Uuie.plain(CallSignalling.STATUS_UUIE, callIdentifier));
        }
    }

    /** A Facility that says nothing by itself, for H.245 to be tunnelled in. */
    record Empty() implements SignallingBody {

        @Override
        public MessageType type() {
            return MessageType.FACILITY;
        }

        @Override
        public List<InformationElement> elements() {
            return List.of();
        }

        @Override
        public Choice toChoice() {
            return CallSignalling.H323_MESSAGE_BODY.value("empty");
        }
    }

    /** A message that we do not act on, such as Notify; it is never sent. */
    record Other(MessageType type) implements SignallingBody {

        @Override
        public List<InformationElement> elements() {
            return List.of();
        }

        @Override
        public Choice toChoice() {
            return CallSignalling.H323_MESSAGE_BODY.value("empty");
        }
    }
}
