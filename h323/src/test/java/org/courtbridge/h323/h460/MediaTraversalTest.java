package org.courtbridge.h323.h460;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h245.Captured;
import org.courtbridge.h323.h245.ControlMessage;
import org.courtbridge.h323.h245.GenericTypes;
import org.courtbridge.h323.h245.H245;
import org.courtbridge.h323.h245.OpenLogicalChannel;
import org.courtbridge.h323.h245.OpenLogicalChannelAck;
import org.courtbridge.h323.per.ObjectIdentifier;
import org.junit.jupiter.api.Test;

/** Both sides of H.460.19 against each other and against the capture; and the first message of H.245 in H.460.18. */
class MediaTraversalTest {

    private static final InetSocketAddress MEDIA = new InetSocketAddress("192.0.2.1", 20_000);
    private static final Octets CALL = Octets.ofHex("00112233445566778899aabbccddeeff");
    private static final MediaTraversal SERVER = new MediaTraversal(MediaTraversal.Role.SERVER, false);
    private static final MediaTraversal CLIENT = new MediaTraversal(MediaTraversal.Role.CLIENT, false);

    @Test
    void knowsWhichSideItIs() {
        assertThat(MediaTraversal.answering(SERVER.features(), false)).contains(CLIENT);
        assertThat(MediaTraversal.answering(CLIENT.features(), false)).contains(SERVER);
        assertThat(MediaTraversal.answering(FeatureSet.NONE, true)).isEmpty();
    }

    @Test
    void keepsTheWayOpenThatTheServerNames() {
        List<Sequence> request = SERVER.request(MEDIA);

        assertThat(CLIENT.keepAlive(request)).contains(new MediaTraversal.KeepAlive(MEDIA, Duration.ofSeconds(19)));
        assertThat(TraversalParameters.of(CLIENT.answer(request)))
                .flatMap(TraversalParameters::keepAlivePayloadType)
                .contains(127);
        // A client has nothing to keep open for a client, nor a server for anybody.
        assertThat(CLIENT.keepAlive(CLIENT.request(MEDIA))).isEmpty();
        assertThat(SERVER.keepAlive(request)).isEmpty();
        // Who does not know of it is told nothing.
        assertThat(CLIENT.answer(List.of())).isEmpty();
    }

    private static List<ControlMessage> captured() {
        return Captured.of("g1").stream()
                .filter(Captured::isControl)
                .map(message -> ControlMessage.of(message.message()))
                .toList();
    }

    @Test
    void saysWhatTheCapturedGatekeeperAndEndpointsSay() {
        List<OpenLogicalChannel> requests = captured().stream()
                .filter(OpenLogicalChannel.class::isInstance)
                .map(OpenLogicalChannel.class::cast)
                .toList();
        List<OpenLogicalChannelAck> answers = captured().stream()
                .filter(OpenLogicalChannelAck.class::isInstance)
                .map(OpenLogicalChannelAck.class::cast)
                .filter(answer -> !answer.genericInformation().isEmpty())
                .toList();
        InetSocketAddress gatekeeper = new InetSocketAddress("10.10.0.3", 1024);

        assertThat(requests).anySatisfy(request -> {
            assertThat(CLIENT.keepAlive(request.genericInformation()))
                    .contains(new MediaTraversal.KeepAlive(gatekeeper, Duration.ofSeconds(19)));
            assertThat(answers)
                    .anySatisfy(answer -> assertThat(answer.genericInformation())
                            .isEqualTo(CLIENT.answer(request.genericInformation())));
            assertThat(request.genericInformation()).containsAll(SERVER.request(gatekeeper));
        });
        assertThat(requests)
                .anySatisfy(request -> assertThat(request.genericInformation()).isEqualTo(CLIENT.request(MEDIA)));
    }

    @Test
    void takesParametersThatAreCutOffForNone() {
        Sequence whole = SERVER.request(MEDIA).getFirst();
        Sequence content = whole.list("messageContent", Sequence.class).getFirst();
        byte[] octets = content.get("parameterValue", Choice.class)
                .find("octetString", Octets.class)
                .orElseThrow()
                .toArray();
        for (int length = 0; length < octets.length; length++) {
            List<Sequence> cut = List.of(GenericTypes.GENERIC_INFORMATION
                    .build()
                    .set("messageIdentifier", whole.get("messageIdentifier", Choice.class))
                    .set(
                            "messageContent",
                            List.of(GenericTypes.GENERIC_PARAMETER
                                    .build()
                                    .set("parameterIdentifier", content.get("parameterIdentifier", Choice.class))
                                    .set(
                                            "parameterValue",
                                            GenericTypes.PARAMETER_VALUE.value(
                                                    "octetString", Octets.of(Arrays.copyOf(octets, length))))
                                    .done()))
                    .done());

            assertThat(CLIENT.keepAlive(cut)).isEmpty();
            assertThat(CLIENT.answer(cut)).hasSize(1);
        }
    }

    @Test
    void namesTheCallOfAConnectionOfH245() {
        for (boolean answering : List.of(false, true)) {
            ComingControl said = new ComingControl(CALL, answering);

            assertThat(ComingControl.of(said.encode())).contains(said);
        }
        assertThat(ComingControl.of(new ControlMessage.EndSession().encode())).isEmpty();
        assertThat(ComingControl.of(Octets.ofHex("ff"))).isEmpty();
        byte[] whole = new ComingControl(CALL, true).encode().toArray();
        for (int length = 0; length < whole.length; length++) {
            assertThat(ComingControl.of(Octets.of(Arrays.copyOf(whole, length))))
                    .isEmpty();
        }
        // Another feature's indication.
        Sequence other = GenericTypes.GENERIC_MESSAGE
                .build()
                .set(
                        "messageIdentifier",
                        GenericTypes.CAPABILITY_IDENTIFIER.value("standard", ObjectIdentifier.of("0.0.8.239.2")))
                .set("messageContent", Optional.empty())
                .done();
        assertThat(ComingControl.of(Octets.of(
                        H245.MULTIMEDIA_SYSTEM_CONTROL_MESSAGE.encode(H245.MULTIMEDIA_SYSTEM_CONTROL_MESSAGE.value(
                                "indication", H245.INDICATION_MESSAGE.value("genericIndication", other))))))
                .isEmpty();
    }

    private static final MediaTraversal MUX_SERVER = new MediaTraversal(MediaTraversal.Role.SERVER, true);
    private static final MediaTraversal MUX_CLIENT = new MediaTraversal(MediaTraversal.Role.CLIENT, true);
    private static final InetSocketAddress CONTROL = new InetSocketAddress("192.0.2.1", 20_001);

    /** Several sessions at one port: only towards whoever can send so, and with the number that the other side names. */
    @Test
    void sendsSessionsTogetherWhereBothSidesCan() {
        assertThat(MUX_SERVER.mayMultiplex(MUX_CLIENT.features())).isTrue();
        assertThat(MUX_SERVER.mayMultiplex(CLIENT.features())).isFalse();
        assertThat(SERVER.mayMultiplex(MUX_CLIENT.features())).isFalse();

        Optional<MediaTraversal.Multiplexed> port =
                Optional.of(new MediaTraversal.Multiplexed(MEDIA, CONTROL, 4_000_000_000L));
        List<Sequence> request = MUX_SERVER.request(MEDIA, port);
        // Keep-alive packets and RTCP go to that port, too.
        assertThat(MUX_CLIENT.numbers(request))
                .isEqualTo(new MediaTraversal.Numbers(Optional.of(4_000_000_000L), Optional.of(4_000_000_000L)));
        assertThat(MUX_CLIENT.multiplexedMediaControl(request)).contains(CONTROL);
        List<Sequence> answer = MUX_SERVER.answer(MUX_CLIENT.request(MEDIA), port);
        assertThat(MUX_CLIENT.multiplexedMedia(answer)).contains(MEDIA);
        assertThat(MUX_CLIENT.numbers(answer).media()).contains(4_000_000_000L);

        // A client's own, of which the server hears with its answer.
        assertThat(MUX_SERVER.numbers(MUX_CLIENT.answer(request, port)).media()).contains(4_000_000_000L);
        // Whoever cannot, heeds none of it.
        assertThat(CLIENT.numbers(request)).isEqualTo(new MediaTraversal.Numbers(Optional.empty(), Optional.empty()));
    }
}
