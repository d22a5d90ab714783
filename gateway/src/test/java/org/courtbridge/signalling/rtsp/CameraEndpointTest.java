package org.courtbridge.signalling.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.courtbridge.court.conference.RememberingConferences;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.transport.MediaLoops;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.media.transport.UdpPorts;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.signalling.rooms.CallFailedException;
import org.courtbridge.signalling.rooms.Destination;
import org.courtbridge.signalling.rtsp.ScriptedCamera.Request;
import org.courtbridge.signalling.rtsp.ScriptedCamera.Script;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CameraEndpointTest {

    private static final Device DEVICE = Device.newlyAdded("7", "Камера", "camera7", Instant.EPOCH);
    private static final String ARRIVED = "arrived device:7";

    private final MediaLoops loops = MediaLoops.start(1);
    private final UdpPorts ports =
            UdpPorts.withOwnCertificate(loops, new PortRange(42_000, 42_099), InetAddress.getLoopbackAddress());
    private final RememberingConferences conferences = new RememberingConferences();
    private final AtomicInteger keyframes = new AtomicInteger();
    private Optional<ScriptedCamera> camera = Optional.empty();
    private Optional<CameraEndpoint> endpoint = Optional.empty();

    @AfterEach
    void close() throws Exception {
        endpoint.ifPresent(CameraEndpoint::close);
        if (camera.isPresent()) {
            camera.get().close();
        }
        loops.close();
    }

    private CameraEndpoint endpoint(Script script, Duration mediaTimeout) throws Exception {
        ScriptedCamera started = ScriptedCamera.start(script);
        camera = Optional.of(started);
        CameraStream stream = new CameraStream(
                started.uri(),
                started.address(),
                Optional.of(new CameraStream.Login("admin", "sesam")),
                keyframes::incrementAndGet);
        CameraSource source = new CameraSource() {
            @Override
            public boolean isCamera(Device device) {
                return device.id().equals(DEVICE.id());
            }

            @Override
            public CompletionStage<CameraStream> find(Device device) {
                return CompletableFuture.completedFuture(stream);
            }
        };
        CameraEndpoint opened = new CameraEndpoint(
                new CameraEndpoint.Parts(source, loops, ports, Duration.ofSeconds(20), mediaTimeout));
        endpoint = Optional.of(opened);
        return opened;
    }

    /** Sends one packet as soon as it has been told to play. */
    private String playing(Request request) {
        String answer = ScriptedCamera.ordinary(request);
        if (request.method().equals("PLAY")) {
            sendSoon(1);
        }
        return answer;
    }

    private void sendSoon(int sequence) {
        Thread.ofVirtual().start(() -> {
            try {
                camera.orElseThrow().send(ScriptedCamera.picture(sequence));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static LegId connected(CompletionStage<LegId> call) throws Exception {
        return call.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private Destination hearing() {
        return Destination.hearing(conferences, "h100");
    }

    private void fails(Script script, Device device, CallFailedException.Kind kind, String why) throws Exception {
        CompletableFuture<LegId> call =
                endpoint(script, Duration.ofSeconds(60)).call(device, hearing()).toCompletableFuture();
        assertThatThrownBy(() -> call.get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        CallFailedException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(kind))
                .hasMessageContaining(why);
        assertThat(conferences.story()).isEmpty();
    }

    @Test
    void seesACameraByItsConnectionAndSaysGoodbye() throws Exception {
        CameraEndpoint opened = endpoint(this::playing, Duration.ofSeconds(60));
        assertThat(opened.mayFind(DEVICE)).isTrue();
        connected(opened.call(DEVICE, hearing()));
        conferences.awaitStory(ARRIVED);
        assertThat(opened.isInCall(DEVICE)).isTrue();
        assertThat(conferences.media().receivedVideo().orElseThrow().formats()).containsOnlyKeys(96);
        assertThat(conferences.media().sentVideos()).isEmpty();

        opened.hangUp(DEVICE, EndReason.REMOVED);
        conferences.awaitStory(ARRIVED, "left REMOVED");
        conferences.await(() -> !opened.isInCall(DEVICE));
        assertThat(camera.orElseThrow().methods())
                .containsExactly("OPTIONS", "DESCRIBE", "SETUP", "SETUP", "PLAY", "TEARDOWN");
        List<Request> requests = camera.orElseThrow().requests();
        String base = camera.orElseThrow().uri().toString();
        assertThat(requests.get(3).uri()).isEqualTo(base + "/track1");
        assertThat(requests.get(4).uri()).isEqualTo(base);
        assertThat(requests.get(4).header("session")).isEqualTo("7");
    }

    @Test
    void asksTheCameraForAKeyframe() throws Exception {
        CameraEndpoint opened = endpoint(this::playing, Duration.ofSeconds(60));
        connected(opened.call(DEVICE, hearing()));
        conferences.leg().requestKeyframe();
        conferences.await(() -> keyframes.get() == 1);
    }

    @Test
    void keepsTheSessionByTheMethodThatTheCameraKnows() throws Exception {
        CameraEndpoint opened = endpoint(this::playing, Duration.ofSeconds(60));
        connected(opened.call(DEVICE, hearing()));
        conferences.await(() -> camera.orElseThrow().methods().contains("GET_PARAMETER"));
        assertThat(conferences.story()).containsExactly(ARRIVED);
    }

    @Test
    void endsWhenTheCameraHasForgottenTheSession() throws Exception {
        CameraEndpoint opened = endpoint(
                request ->
                        request.method().equals("GET_PARAMETER") ? "454 Session Not Found\r\n\r\n" : playing(request),
                Duration.ofSeconds(60));
        connected(opened.call(DEVICE, hearing()));
        conferences.awaitStory(ARRIVED, "left SIGNALLING_LOST");
    }

    @Test
    void endsWhenTheConnectionBreaks() throws Exception {
        CameraEndpoint opened = endpoint(this::playing, Duration.ofSeconds(60));
        connected(opened.call(DEVICE, hearing()));
        camera.orElseThrow().hangUp();
        conferences.awaitStory(ARRIVED, "left SIGNALLING_LOST");
    }

    @Test
    void endsWhenNoPictureComesAnyMore() throws Exception {
        CameraEndpoint opened = endpoint(this::playing, Duration.ofSeconds(2));
        connected(opened.call(DEVICE, hearing()));
        conferences.awaitStory(ARRIVED, "left MEDIA_LOST");
    }

    @Test
    void provesItselfAgainWithANewNonce() throws Exception {
        AtomicInteger nonce = new AtomicInteger();
        CameraEndpoint opened = endpoint(
                request -> {
                    boolean proved = request.header("authorization").contains("nonce=\"" + nonce.get() + "\"");
                    boolean free = request.method().equals("OPTIONS");
                    if (request.method().equals("SETUP") && proved && nonce.get() == 1) {
                        nonce.set(2);
                        proved = false;
                    }
                    if (nonce.get() == 0) {
                        nonce.set(1);
                    }
                    return proved || free
                            ? playing(request)
                            : "401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"c\", nonce=\"" + nonce.get()
                                    + "\"\r\n\r\n";
                },
                Duration.ofSeconds(60));
        connected(opened.call(DEVICE, hearing()));
        assertThat(camera.orElseThrow().requests().getLast().header("authorization"))
                .contains("nonce=\"2\"");
    }

    @Test
    void givesNoPasswordInTheClear() throws Exception {
        fails(
                request -> request.method().equals("OPTIONS")
                        ? ScriptedCamera.ordinary(request)
                        : "401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"camera\"\r\n\r\n",
                DEVICE,
                CallFailedException.Kind.UNREACHABLE,
                "password in the clear");
        assertThat(camera.orElseThrow().requests())
                .noneMatch(request -> request.headers().containsKey("authorization"));
    }

    @Test
    void saysSoWhereThePasswordIsAnother() throws Exception {
        fails(
                _ -> "401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"c\", nonce=\"n\"\r\n\r\n",
                DEVICE,
                CallFailedException.Kind.UNREACHABLE,
                "does not take the name and the password");
    }

    @Test
    void saysSoWhereThereIsNoPictureThatWeKnow() throws Exception {
        fails(
                request -> request.method().equals("DESCRIBE")
                        ? "200 OK\r\n\r\n" + ScriptedCamera.DESCRIPTION.replace("H264/90000", "JPEG2000/90000")
                        : playing(request),
                DEVICE,
                CallFailedException.Kind.NO_COMMON_FORMAT,
                "no pictures that we know");
    }

    @Test
    void saysSoWhereTheDescriptionIsNone() throws Exception {
        fails(
                request -> request.method().equals("DESCRIBE") ? "200 OK\r\n\r\nhello" : playing(request),
                DEVICE,
                CallFailedException.Kind.UNREACHABLE,
                "description cannot be read");
    }

    @Test
    void saysSoWhereTheCameraRefuses() throws Exception {
        fails(
                request -> request.method().equals("PLAY") ? "503 Service Unavailable\r\n\r\n" : playing(request),
                DEVICE,
                CallFailedException.Kind.UNREACHABLE,
                "answered 503 to PLAY");
    }

    @Test
    void takesNothingInTheClearFromWhoMustEncrypt() throws Exception {
        fails(
                this::playing,
                DEVICE.with(Encryption.REQUIRED),
                CallFailedException.Kind.NO_COMMON_FORMAT,
                "must encrypt");
        assertThat(camera.orElseThrow().requests()).isEmpty();
    }

    @Test
    void findsNoDisabledCamera() throws Exception {
        Device disabled = new Device(
                "7",
                "Камера",
                "camera7",
                Instant.EPOCH,
                false,
                Encryption.PREFERRED,
                Optional.empty(),
                false,
                DEVICE.dialect());
        assertThat(endpoint(this::playing, Duration.ofSeconds(60)).mayFind(disabled))
                .isFalse();
    }
}
