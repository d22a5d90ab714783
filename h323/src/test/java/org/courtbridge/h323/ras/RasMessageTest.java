package org.courtbridge.h323.ras;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.h323.SentMessages;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.AdmittedDetails;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.CallTypes;
import org.courtbridge.h323.h225.Captured;
import org.courtbridge.h323.h225.EndpointTypes;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h225.generic.Addresses;
import org.courtbridge.h323.h235.H235Oids;
import org.courtbridge.h323.h235.H235Types;
import org.courtbridge.h323.h460.Feature;
import org.courtbridge.h323.h460.FeatureParameter;
import org.courtbridge.h323.h460.FeatureSet;
import org.courtbridge.h323.per.ObjectIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RasMessageTest {

    private static final ChoiceType SESSION_REASON = (ChoiceType)
            CallTypes.SERVICE_CONTROL_SESSION.components().getLast().type();

    private static final InetSocketAddress HERE = new InetSocketAddress("192.0.2.1", 1719);
    private static final Optional<InetSocketAddress> THERE = Optional.of(new InetSocketAddress("2001:db8::1", 1720));
    private static final List<InetSocketAddress> BOTH = List.of(HERE, THERE.orElseThrow());
    private static final Octets GUID = Octets.ofHex("00112233445566778899aabbccddeeff");
    private static final Octets CONFERENCE = Octets.ofHex("ffeeddccbbaa99887766554433221100");
    private static final Optional<String> GK = Optional.of("GK");
    private static final List<AliasAddress> ALIASES = List.of(
            new AliasAddress.DialledDigits("1234#"),
            new AliasAddress.H323Id("Зал 1"),
            new AliasAddress.Url("h323:room1@court.example"),
            new AliasAddress.TransportId(HERE),
            new AliasAddress.Email("room1@court.example"),
            new AliasAddress.E164("nationalNumber", "7172123456"),
            new AliasAddress.Other(Addresses.ALIAS_ADDRESS.value(
                    "partyNumber", Addresses.PARTY_NUMBER.value("dataPartyNumber", "123"))));
    private static final Sequence TOKEN = H235Types.CLEAR_TOKEN
            .build()
            .set("tokenOID", ObjectIdentifier.of("0.0.8.235.0.2.5"))
            .set("random", BigInteger.valueOf(7))
            .done();
    private static final Sequence VENDOR = EndpointTypes.VENDOR_IDENTIFIER
            .build()
            .set(
                    "vendor",
                    Addresses.H221_NON_STANDARD
                            .build()
                            .set("t35CountryCode", 9)
                            .set("t35Extension", 0)
                            .set("manufacturerCode", 61)
                            .done())
            .done();
    private static final Sequence TERMINAL = EndpointTypes.ENDPOINT_TYPE
            .build()
            .set("vendor", VENDOR)
            .set("mc", false)
            .set("undefinedNode", false)
            .done();
    private static final List<AlternateGatekeeper> ALTERNATES = List.of(
            new AlternateGatekeeper(HERE, GK, true, 7), new AlternateGatekeeper(HERE, Optional.empty(), false, 0));
    private static final Choice PASSWORD_HASH = H235Types.AUTHENTICATION_MECHANISM.value("pwdHash");

    private static final FeatureSet FEATURES = FeatureSet.supporting(Feature.of(Feature.SIGNALLING_TRAVERSAL));

    /** One of each, in which every component has something to say. */
    static List<RasMessage> full() {
        return List.of(
                new DiscoveryMessage.Request(
                        1,
                        Optional.of(HERE),
                        TERMINAL,
                        GK,
                        ALIASES,
                        List.of(PASSWORD_HASH),
                        List.of(H235Oids.HMAC_SHA1_96, H235Oids.MD5),
                        true,
                        FEATURES),
                new DiscoveryMessage.Confirm(
                        2, GK, THERE, ALTERNATES, Optional.of(PASSWORD_HASH), Optional.of(H235Oids.MD5), FEATURES),
                new DiscoveryMessage.Reject(3, GK, Reasons.GRJ_SECURITY_DENIAL, ALTERNATES),
                new RegistrationMessage.Request(
                        4,
                        true,
                        new RegistrationMessage.Request.Endpoint(BOTH, BOTH, TERMINAL, ALIASES, VENDOR),
                        GK,
                        Optional.of(Duration.ofSeconds(60)),
                        true,
                        Optional.of("1"),
                        true,
                        FEATURES),
                new RegistrationMessage.Confirm(
                        5, BOTH, ALIASES, GK, "1", ALTERNATES, Optional.of(Duration.ofDays(2)), true, true, FEATURES),
                new RegistrationMessage.Reject(6, Reasons.RRJ_SECURITY_DENIAL, GK, ALTERNATES),
                new UnregistrationMessage.Request(
                        7, BOTH, ALIASES, Optional.of("1"), GK, Optional.of(Reasons.URQ_MAINTENANCE), ALTERNATES),
                new UnregistrationMessage.Confirm(8),
                new UnregistrationMessage.Reject(9, Reasons.URJ_SECURITY_DENIAL),
                new AdmissionMessage.Request(
                        10,
                        Optional.of(CallModel.DIRECT),
                        "1",
                        new AdmissionMessage.Request.Parties(ALIASES, THERE, ALIASES, Optional.of(HERE)),
                        7680,
                        new AdmissionMessage.Request.Identity(CONFERENCE, 65535, Optional.of(GUID)),
                        true,
                        GK,
                        true,
                        FEATURES),
                new AdmissionMessage.Confirm(
                        11,
                        4_294_967_295L,
                        CallModel.GATEKEEPER_ROUTED,
                        THERE,
                        Optional.of(Duration.ofSeconds(5)),
                        ALIASES,
                        true,
                        new AdmittedDetails(ALIASES, Optional.of(ALIASES.getFirst()), List.of(TOKEN)),
                        FEATURES),
                new AdmissionMessage.Reject(
                        12, Reasons.ARJ_ROUTE_CALL_TO_GATEKEEPER, BOTH, new Referral(ALTERNATES, true)),
                new BandwidthMessage.Request(13, "1", CONFERENCE, 5, 640, Optional.of(GUID), true, GK),
                new BandwidthMessage.Confirm(14, 640),
                new BandwidthMessage.Reject(
                        15, Reasons.BRJ_INSUFFICIENT_RESOURCES, 640, new Referral(ALTERNATES, false)),
                new DisengageMessage.Request(
                        16,
                        "1",
                        CONFERENCE,
                        5,
                        Reasons.DRQ_NORMAL_DROP,
                        Optional.of(GUID),
                        true,
                        GK,
                        FEATURES.supported()),
                new DisengageMessage.Confirm(17),
                new DisengageMessage.Reject(18, Reasons.DRJ_NOT_REGISTERED, new Referral(ALTERNATES, true)),
                new LocationMessage.Request(
                        19,
                        Optional.of("1"),
                        ALIASES,
                        Optional.of(HERE),
                        ALIASES,
                        true,
                        GK,
                        Optional.of(255),
                        Optional.of(GUID)),
                new LocationMessage.Confirm(20, Optional.of(HERE), THERE, ALIASES),
                new LocationMessage.Reject(21, Reasons.LRJ_NOT_REGISTERED),
                new InfoMessage.Request(22, 5, Optional.of(HERE), Optional.of(GUID)),
                new InfoMessage.Response(
                        23,
                        TERMINAL,
                        "1",
                        Optional.of(HERE),
                        BOTH,
                        ALIASES,
                        List.of(new CallStatus(
                                5,
                                CONFERENCE,
                                Optional.of(GUID),
                                Optional.of(true),
                                7680,
                                CallModel.GATEKEEPER_ROUTED)),
                        true,
                        true,
                        FEATURES.supported()),
                new InfoMessage.Ack(24),
                new InfoMessage.Nak(25, Reasons.INAK_NOT_REGISTERED),
                new RequestInProgress(26, Duration.ofMillis(6000)),
                new ServiceControlMessage.Indication(
                        28,
                        List.of(CallTypes.SERVICE_CONTROL_SESSION
                                .build()
                                .set("sessionId", 3)
                                .set("reason", SESSION_REASON.value("open"))
                                .done()),
                        Optional.of("room-1"),
                        List.of(Feature.of(Feature.SIGNALLING_TRAVERSAL, FeatureParameter.mark(2)))),
                new ServiceControlMessage.Response(
                        29,
                        Optional.of(ServiceControlMessage.Result.STARTED),
                        List.of(Feature.of(Feature.QOS_MONITORING, FeatureParameter.flag(1, true)))),
                new OtherMessage(Ras.RAS_MESSAGE.value(
                        "unknownMessageResponse",
                        Ras.UNKNOWN_MESSAGE_RESPONSE
                                .build()
                                .set("requestSeqNum", 27)
                                .set("messageNotUnderstood", Octets.ofHex("00"))
                                .done())));
    }

    /** The same without anything that may be lacking. */
    static Stream<RasMessage> bare() {
        return full().stream().filter(Record.class::isInstance).map(message -> (RasMessage) without((Record) message));
    }

    /** @param message or a group of its components */
    private static Record without(Record message) {
        RecordComponent[] components = message.getClass().getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> {
                    Object value = value(message, component);
                    boolean address =
                            value instanceof Optional<?> some && some.orElseThrow() instanceof InetSocketAddress;
                    return switch (value) {
                        case Optional<?> some when address && isMandatory(message, component) -> some;
                        case Optional<?> _ -> Optional.empty();
                        case List<?> _ -> List.of();
                        case Boolean _ -> false;
                        case Referral _ -> Referral.NONE;
                        case Record group when isGroup(message, group) -> without(group);
                        default -> value;
                    };
                })
                .toArray();
        try {
            return message.getClass()
                    .getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class[]::new))
                    .newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** True if a component of a message is a group of others. */
    private static boolean isGroup(Record message, Object value) {
        return value instanceof Record
                && message.getClass().equals(value.getClass().getEnclosingClass());
    }

    /** Addresses that are there always, though not always of IP. */
    private static boolean isMandatory(Record message, RecordComponent component) {
        return switch (message) {
            case AdmissionMessage.Request.Parties _, InfoMessage.Request _ -> false;
            default -> !component.getName().equals("srcCallSignalAddress");
        };
    }

    private static Object value(Object message, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(message);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    static Stream<RasMessage> all() {
        return Stream.concat(full().stream(), bare());
    }

    @ParameterizedTest
    @MethodSource("all")
    void readsEveryComponentThatItWrites(RasMessage message) {
        byte[] octets = message.encode();
        SentMessages.ras(octets);

        assertThat(RasMessage.of((Choice) Ras.RAS_MESSAGE.decode(octets))).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("full")
    void hasSomethingInEveryComponent(RasMessage message) {
        everyComponentHasSomething((Record) message);
    }

    private static void everyComponentHasSomething(Record message) {
        for (RecordComponent component : message.getClass().getRecordComponents()) {
            Object value = value(message, component);
            assertThat(value).as(component.getName()).isNotIn(Optional.empty(), List.of(), false, Referral.NONE);
            if (isGroup(message, value)) {
                everyComponentHasSomething((Record) value);
            }
        }
    }

    @Test
    void hasOneOfEach() {
        List<Class<?>> records = Stream.of(RasMessage.class.getPermittedSubclasses())
                .flatMap(kind -> kind.isSealed() ? Stream.of(kind.getPermittedSubclasses()) : Stream.of(kind))
                .toList();

        assertThat(full()).extracting(Object::getClass).containsExactlyInAnyOrderElementsOf(records);
    }

    static Stream<Captured> captured() {
        return Captured.all().stream().filter(Captured::isRas);
    }

    @ParameterizedTest
    @MethodSource("captured")
    void writesWhatWasCapturedSoThatItReadsTheSame(Captured captured) {
        RasMessage message =
                RasMessage.of((Choice) captured.type().decode(captured.octets().toArray()));

        assertThat(RasMessage.of((Choice) Ras.RAS_MESSAGE.decode(message.encode())))
                .isEqualTo(message);
    }
}
