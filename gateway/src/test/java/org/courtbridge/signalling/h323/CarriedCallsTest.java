package org.courtbridge.signalling.h323;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.CallAction;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h245.ControlAction;
import org.courtbridge.h323.h245.UserInputIndication;
import org.courtbridge.h323.ras.AdmissionMessage;
import org.courtbridge.h323.ras.CallModel;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.provisioning.inventory.Device;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls between two rooms one of which does not get to the other: the gateway stands between them, with media of its own. */
class CarriedCallsTest {

    private static final PortRange PORTS = new PortRange(45_200, 45_299);
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final List<AutoCloseable> closing = new ArrayList<>();
    private int references = 4;
    private Rig rig;

    /** The way in which a room is reached. */
    enum Reach {
        /** Where it says that it is. */
        OPEN,
        /** By a connection that it makes for each call (H.460.18). */
        NAT,
        /** On the connection that it has made (H.460.17). */
        TUNNEL
    }

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        open(new Rig(folder, PORTS, Rig.MINUTE));
    }

    private void open(Rig opened) {
        rig = opened;
        for (int number = 1; number <= 3; number++) {
            rig.devices.add("Зал " + number, "room" + number, "secret-" + number);
        }
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : closing.reversed()) {
            one.close();
        }
        rig.close();
    }

    private <T extends AutoCloseable> T closing(T one) {
        closing.add(one);
        return one;
    }

    private static Octets identifier(int number) {
        return Octets.ofHex("%032x".formatted(number));
    }

    /** A room that has registered, and takes one call at a time. */
    private final class Site {

        final TestRegistration registration;
        final Optional<TestTunnel> tunnel;
        private final Reach reach;
        private final Optional<TestRoom> open;

        Site(int number, Reach reach) throws IOException {
            String name = "room" + number;
            String password = "secret-" + number;
            this.reach = reach;
            tunnel = reach == Reach.TUNNEL
                    ? Optional.of(closing(new TestTunnel(rig.endpoint.port())))
                    : Optional.empty();
            open = reach == Reach.OPEN ? Optional.of(closing(TestRoom.waiting(true, false))) : Optional.empty();
            registration = switch (reach) {
                case OPEN ->
                    closing(TestRegistration.made(
                            rig.endpoint, name, password, open.orElseThrow().address()));
                case NAT -> closing(TestRegistration.behindNat(rig.endpoint, name, password));
                case TUNNEL -> {
                    TestRegistration made =
                            TestRegistration.on(tunnel.orElseThrow(), rig::now, rig.endpoint, name, password);
                    made.register();
                    yield made;
                }
            };
        }

        TestRoom calls(Octets identifier, String whom) throws IOException {
            registration.calls(identifier, whom);
            return begins(identifier, whom);
        }

        /** Without being admitted. */
        TestRoom begins(Octets identifier, String whom) throws IOException {
            return closing(
                    tunnel.isPresent()
                            ? TestRoom.call(tunnel.get(), references++, identifier, whom)
                            : TestRoom.call(identifier, HERE, rig.endpoint.port(), whom, true, false));
        }

        /** The next call to it, once it has come. */
        TestRoom isCalled(Runnable calling) throws Exception {
            TestRoom room = switch (reach) {
                case OPEN -> open.orElseThrow();
                case NAT -> closing(TestRoom.behindNat(true));
                case TUNNEL -> closing(TestRoom.waiting(tunnel.orElseThrow()));
            };
            calling.run();
            if (reach == Reach.NAT) {
                room.comes(HERE, registration.invited());
            }
            room.awaitSeen(SignallingBody.Setup.class);
            return room;
        }
    }

    /** A room that calls another. */
    private final class Scene {

        final Site one;
        final Site other;
        final TestRoom callee;
        private final CompletableFuture<TestRoom> called = new CompletableFuture<>();

        Scene(Reach from, Reach to) throws Exception {
            this(new Site(1, from), new Site(2, to), "room2", TestRoom.CALL);
        }

        Scene(Site one, Site other, String whom, Octets identifier) throws Exception {
            this.one = one;
            this.other = other;
            this.callee = other.isCalled(() -> {
                try {
                    called.complete(one.calls(identifier, whom));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        }

        TestRoom caller() {
            return called.join();
        }

        void both(BooleanSupplier condition) throws InterruptedException {
            TestRoom.await(condition, caller(), callee);
        }

        void rings() throws InterruptedException {
            callee.rings();
            both(() -> steps(caller()).contains(SignallingBody.Answer.Step.ALERTING));
        }

        void answered() throws InterruptedException {
            callee.picksUp();
            both(() -> hasSound(caller()) && hasSound(callee));
        }
    }

    private static List<SignallingBody.Answer.Step> steps(TestRoom caller) {
        return caller.seen(SignallingBody.Answer.class).stream()
                .map(SignallingBody.Answer::step)
                .toList();
    }

    /** Both ways. */
    private static boolean hasSound(TestRoom room) {
        return !room.seen(ControlAction.Opened.class).isEmpty()
                && !room.seen(ControlAction.OpenRequested.class).isEmpty();
    }

    private static ReleaseReason released(TestRoom room) throws InterruptedException {
        room.awaitSeen(SignallingBody.Release.class);
        return room.seen(SignallingBody.Release.class).getFirst().reason();
    }

    private void assertOver() throws InterruptedException {
        rig.conferences.await(() -> rig.endpoint.calls() == 0 && rig.endpoint.carriedCalls() == 0);
    }

    /** The caller calls itself as another room of the inventory is called. */
    @Test
    void carriesACallInNoNameOfAnother() throws Exception {
        Device caller = rig.devices.byUsername("room1").orElseThrow();
        rig.devices.rename(caller.id(), "Зал 9");
        rig.describe(rig.devices.add("Зал 1", "room8", "secret-8"), "Zal 1");
        SignallingBody.Setup setup = new Scene(Reach.OPEN, Reach.NAT)
                .callee
                .seen(SignallingBody.Setup.class)
                .getFirst();
        assertThat(setup.parties().caller()).containsExactly(new AliasAddress.H323Id("Зал 9"));
        assertThat(setup.parties().display()).contains("room1");
    }

    @ParameterizedTest
    @CsvSource({
        "OPEN, TUNNEL",
        "TUNNEL, OPEN",
        "TUNNEL, TUNNEL",
        "OPEN, NAT",
        "NAT, OPEN",
        "NAT, NAT",
        "NAT, TUNNEL",
        "TUNNEL, NAT"
    })
    void carriesACall(Reach from, Reach to) throws Exception {
        Scene scene = new Scene(from, to);
        SignallingBody.Setup setup =
                scene.callee.seen(SignallingBody.Setup.class).getFirst();
        assertThat(setup.identity().callIdentifier()).isPresent().isNotEqualTo(Optional.of(TestRoom.CALL));
        assertThat(setup.parties().caller()).containsExactly(new AliasAddress.H323Id("Зал 1"));
        assertThat(setup.parties().display()).contains("Zal 1");
        assertThat(setup.parties().called()).containsExactly(new AliasAddress.H323Id("room2"));
        scene.caller().await(() -> steps(scene.caller()).contains(SignallingBody.Answer.Step.CALL_PROCEEDING));
        scene.rings();
        assertThat(steps(scene.caller())).doesNotContain(SignallingBody.Answer.Step.CONNECT);
        scene.answered();
        assertThat(rig.endpoint.calls()).isEqualTo(2);
        assertThat(rig.endpoint.carriedCalls()).isEqualTo(1);
        assertThat(rig.endpoint.routedCalls()).isZero();

        UserInputIndication key = new UserInputIndication.Alphanumeric("7");
        scene.caller().press(key);
        scene.both(
                () -> scene.callee.seen(ControlAction.KeysPressed.class).contains(new ControlAction.KeysPressed(key)));
        UserInputIndication back = new UserInputIndication.Alphanumeric("#");
        scene.callee.press(back);
        scene.both(() ->
                scene.caller().seen(ControlAction.KeysPressed.class).contains(new ControlAction.KeysPressed(back)));

        scene.caller().hangUp();
        assertThat(released(scene.callee)).isEqualTo(ReleaseReason.NORMAL);
        assertOver();
        assertThat(rig.conferences.story()).as("no hearing's").isEmpty();
    }

    /** On a second channel (H.239), one at a time. */
    @Test
    void showsTheOtherWhatOnePresents() throws Exception {
        Scene scene = new Scene(Reach.NAT, Reach.TUNNEL);
        scene.answered();
        int number = scene.caller().wantsToPresent();
        scene.both(() -> !scene.caller().seen(ControlAction.TokenHeld.class).isEmpty());
        scene.caller().opensContent(number);
        scene.both(() -> scene.callee.contentFromUs().isPresent());
        scene.callee.wantsToPresent();
        scene.both(() -> !scene.callee.seen(ControlAction.TokenRefused.class).isEmpty());

        scene.caller().closes(number);
        scene.caller().presentsNoMore();
        scene.both(() -> !scene.callee.seen(ControlAction.IncomingClosed.class).isEmpty());
        scene.callee.wantsToPresent();
        scene.both(() -> !scene.callee.seen(ControlAction.TokenHeld.class).isEmpty());
        scene.caller().hangUp();
        assertOver();
    }

    @Test
    void sendsTheCallerToItself() throws Exception {
        new Site(2, Reach.TUNNEL);
        AdmissionMessage.Confirm confirm = new Site(1, Reach.OPEN).registration.calls(TestRoom.CALL, "room2");
        assertThat(confirm.destCallSignalAddress()).contains(new InetSocketAddress(HERE, rig.endpoint.port()));
        assertThat(confirm.callModel()).isEqualTo(CallModel.GATEKEEPER_ROUTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NAT", "TUNNEL"})
    void endsWhenTheCalledSideHangsUp(Reach to) throws Exception {
        Scene scene = new Scene(Reach.OPEN, to);
        scene.answered();
        scene.callee.hangUp();
        assertThat(released(scene.caller())).isEqualTo(ReleaseReason.NORMAL);
        assertOver();
    }

    /** Nor is it told that somebody has answered. */
    @ParameterizedTest
    @ValueSource(ints = {17, 21, 31, 41, 3, 18})
    void handsOnWhyTheCalledSideRefuses(int cause) throws Exception {
        Scene scene = new Scene(Reach.OPEN, Reach.TUNNEL);
        scene.rings();
        scene.callee.refuses(ReleaseReason.ofCause(cause));
        assertThat(released(scene.caller())).isEqualTo(ReleaseReason.ofCause(cause));
        assertThat(steps(scene.caller())).doesNotContain(SignallingBody.Answer.Step.CONNECT);
        assertOver();
    }

    @Test
    void saysThatNobodyAnswers() throws Exception {
        Scene scene = new Scene(Reach.TUNNEL, Reach.OPEN);
        scene.rings();
        rig.pass(Rig.MINUTE.plusSeconds(1));
        scene.callee.says(new SignallingBody.Empty());
        assertThat(released(scene.caller())).isEqualTo(ReleaseReason.NO_ANSWER);
        assertThat(released(scene.callee)).isEqualTo(ReleaseReason.NO_ANSWER);
        assertOver();
    }

    @Test
    void saysThatTheCalledSideHasGoneMeanwhile() throws Exception {
        Site one = new Site(1, Reach.TUNNEL);
        Site other = new Site(2, Reach.TUNNEL);
        one.registration.calls(TestRoom.CALL, "room2");
        other.tunnel.orElseThrow().close();
        rig.conferences.await(() -> rig.endpoint.tunnels() == 1);
        assertThat(released(one.begins(TestRoom.CALL, "room2"))).isEqualTo(ReleaseReason.NOT_REGISTERED);
        assertOver();
    }

    @Test
    void saysThatTheCalledSideDoesNotCome() throws Exception {
        Site one = new Site(1, Reach.TUNNEL);
        Site other = new Site(2, Reach.NAT);
        TestRoom caller = one.calls(TestRoom.CALL, "room2");
        other.registration.refusesToCome();
        assertThat(released(caller)).isEqualTo(ReleaseReason.UNREACHABLE);
        assertOver();
    }

    @Test
    void tellsTheCalledSideThatTheCallerGaveUp() throws Exception {
        Scene scene = new Scene(Reach.NAT, Reach.TUNNEL);
        scene.rings();
        scene.caller().hangUp();
        assertThat(released(scene.callee)).isEqualTo(ReleaseReason.NORMAL);
        assertOver();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noticesThatTheCallerIsGone(boolean answered) throws Exception {
        Scene scene = new Scene(Reach.TUNNEL, Reach.OPEN);
        scene.rings();
        if (answered) {
            scene.answered();
        }
        scene.one.tunnel.orElseThrow().close();
        assertThat(released(scene.callee)).isEqualTo(answered ? ReleaseReason.OUT_OF_ORDER : ReleaseReason.NORMAL);
        assertOver();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noticesThatTheCalledSideIsGone(boolean answered) throws Exception {
        Scene scene = new Scene(Reach.OPEN, Reach.TUNNEL);
        scene.rings();
        if (answered) {
            scene.answered();
        }
        scene.other.tunnel.orElseThrow().close();
        assertThat(released(scene.caller()))
                .isEqualTo(answered ? ReleaseReason.OUT_OF_ORDER : ReleaseReason.NOBODY_RESPONDS);
        assertOver();
    }

    /** Of a room that is cut off, its connection may stay. */
    @Test
    void endsBothWhenMediaOfOneAreLost(@TempDir Path other) throws Exception {
        rig.close();
        open(Rig.impatient(other, PORTS, Duration.ofSeconds(2)));
        Scene scene = new Scene(Reach.NAT, Reach.TUNNEL);
        scene.answered();
        assertThat(released(scene.callee)).isEqualTo(ReleaseReason.OUT_OF_ORDER);
        assertThat(released(scene.caller())).isEqualTo(ReleaseReason.OUT_OF_ORDER);
        assertOver();
    }

    /** If it answers that, it talks with itself. */
    @Test
    void calledByItselfARoomDecides() throws Exception {
        Site site = new Site(1, Reach.TUNNEL);
        Scene scene = new Scene(site, site, "room1", TestRoom.CALL);
        scene.rings();
        scene.answered();
        scene.callee.hangUp();
        assertThat(released(scene.caller())).isEqualTo(ReleaseReason.NORMAL);
        assertOver();

        Scene busy = new Scene(site, site, "room1", identifier(2));
        busy.callee.refuses(ReleaseReason.BUSY);
        assertThat(released(busy.caller())).isEqualTo(ReleaseReason.BUSY);
        assertThat(site.tunnel.orElseThrow().isCutOff()).isFalse();
        assertOver();
    }

    @Test
    void leavesItToARoomWhetherItIsBusy() throws Exception {
        Scene scene = new Scene(Reach.OPEN, Reach.TUNNEL);
        scene.answered();
        Scene third = new Scene(new Site(3, Reach.TUNNEL), scene.other, "room2", identifier(3));
        third.callee.refuses(ReleaseReason.BUSY);
        assertThat(released(third.caller())).isEqualTo(ReleaseReason.BUSY);

        UserInputIndication key = new UserInputIndication.Alphanumeric("1");
        scene.caller().press(key);
        scene.both(
                () -> scene.callee.seen(ControlAction.KeysPressed.class).contains(new ControlAction.KeysPressed(key)));
    }

    /** There are four places, of which each such call takes two. */
    @Test
    void carriesNoMoreThanThereIsRoomFor() throws Exception {
        Site one = new Site(1, Reach.TUNNEL);
        Site other = new Site(2, Reach.TUNNEL);
        new Scene(one, other, "room2", identifier(1)).answered();
        assertThat(rig.endpoint.calls()).isEqualTo(2);
        TestRoom alone = new Site(3, Reach.TUNNEL).calls(identifier(9), "100");
        alone.awaitSeen(CallAction.Connected.class);

        TestRoom half = one.calls(identifier(2), "room2");
        assertThat(released(half)).isEqualTo(ReleaseReason.GATEKEEPER_RESOURCES);
        rig.conferences.await(() -> rig.endpoint.calls() == 3);
        assertThat(rig.endpoint.isInCall(rig.devices.byUsername("room2").orElseThrow()))
                .isTrue();
    }

    /** Whether its caller says so or not. */
    @Test
    void tellsTheGatekeeperThatCallsAreOver() throws Exception {
        Site one = new Site(1, Reach.OPEN);
        Site other = new Site(2, Reach.TUNNEL);
        for (int number = 1; number <= 6; number++) {
            Scene scene = new Scene(one, other, "room2", identifier(number));
            scene.callee.refuses(ReleaseReason.BUSY);
            assertThat(released(scene.caller())).isEqualTo(ReleaseReason.BUSY);
            assertOver();
        }
    }

    /** A Setup that comes again, or from somebody else, gets nobody anywhere. */
    @Test
    void carriesEachCallOnce() throws Exception {
        Scene scene = new Scene(Reach.TUNNEL, Reach.TUNNEL);
        scene.rings();
        TestRoom again = scene.one.begins(TestRoom.CALL, "room2");
        TestRoom thief = closing(TestRoom.call(HERE, rig.endpoint.port(), "room2", true, false));
        assertThat(released(again)).isNotEqualTo(ReleaseReason.NORMAL);
        assertThat(released(thief)).isNotEqualTo(ReleaseReason.NORMAL);
        assertThat(scene.other.tunnel.orElseThrow().others).isEmpty();
        scene.answered();
    }

    @Test
    void endsBothWhenTheGatewayGoesDown() throws Exception {
        Scene scene = new Scene(Reach.NAT, Reach.OPEN);
        scene.answered();
        rig.endpoint.close();
        assertThat(released(scene.callee)).isEqualTo(ReleaseReason.CONGESTED);
        assertThat(released(scene.caller())).isEqualTo(ReleaseReason.CONGESTED);
    }

    @Test
    void endsACallWhoseCalledDeviceIsWithdrawn() throws Exception {
        Scene scene = new Scene(Reach.OPEN, Reach.TUNNEL);
        scene.answered();
        rig.endpoint.withdrawn(rig.devices.byUsername("room2").orElseThrow());
        assertThat(released(scene.callee)).isEqualTo(ReleaseReason.REJECTED);
        assertThat(released(scene.caller())).isNotEqualTo(ReleaseReason.NORMAL);
        assertOver();
    }
}
