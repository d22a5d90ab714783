package org.courtbridge.h323.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.h323.call.Call;
import org.courtbridge.h323.call.CallAction;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.Timers;
import org.courtbridge.h323.flow.Room.Habits;
import org.courtbridge.h323.h245.ChannelChoice;
import org.courtbridge.h323.h245.ControlAction;
import org.courtbridge.h323.h245.MiscellaneousCommand;
import org.courtbridge.h323.h245.UserInputIndication;
import org.courtbridge.h323.ras.CallModel;
import org.courtbridge.h323.ras.ClientAction;
import org.courtbridge.h323.ras.GatekeeperAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole calls of two rooms, with all machines of both and of their gatekeeper, in a time of their own. */
class CallFlowsTest {

    private static final int BOTH_WAYS = 2 * 7_680;

    enum Model {
        NO_GATEKEEPER,
        DIRECT,
        ROUTED;

        boolean hasGatekeeper() {
            return this != NO_GATEKEEPER;
        }

        CallModel callModel() {
            return this == ROUTED ? CallModel.GATEKEEPER_ROUTED : CallModel.DIRECT;
        }
    }

    enum FastStart {
        NOT_PROPOSED,
        REFUSED,
        ACCEPTED
    }

    enum Ending {
        CALLER_HANGS_UP,
        CALLEE_HANGS_UP,
        BOTH_HANG_UP,
        GATEKEEPER_HANGS_UP
    }

    record Flow(FastStart fastStart, boolean callerTunnels, boolean calleeTunnels, Model model, Ending ending) {

        Habits caller() {
            return new Habits(callerTunnels, fastStart != FastStart.NOT_PROPOSED, false);
        }

        Habits callee() {
            return new Habits(calleeTunnels, fastStart == FastStart.ACCEPTED, false);
        }
    }

    static Stream<Flow> flows() {
        List<Flow> flows = new ArrayList<>();
        for (FastStart fastStart : FastStart.values()) {
            for (boolean callerTunnels : List.of(false, true)) {
                for (boolean calleeTunnels : List.of(false, true)) {
                    for (Model model : Model.values()) {
                        for (Ending ending : Ending.values()) {
                            if (ending != Ending.GATEKEEPER_HANGS_UP || model.hasGatekeeper()) {
                                flows.add(new Flow(fastStart, callerTunnels, calleeTunnels, model, ending));
                            }
                        }
                    }
                }
            }
        }
        return flows.stream();
    }

    /** Two rooms and, if there is one, their gatekeeper. */
    private static final class Scene {

        final Network network = new Network();
        final Optional<Exchange> exchange;
        final Room alice;
        final Room bob;

        Scene(Model model, Habits caller, Habits callee) {
            exchange = model.hasGatekeeper() ? Optional.of(new Exchange(network, model.callModel())) : Optional.empty();
            alice = new Room(network, 3, "alice", caller, model.hasGatekeeper());
            bob = new Room(network, 4, "bob", callee, model.hasGatekeeper());
            network.run();
            assertThat(alice.isRegistered()).isEqualTo(model.hasGatekeeper());
            assertThat(bob.isRegistered()).isEqualTo(model.hasGatekeeper());
        }

        /** Up to where the callee is asked whether it answers. */
        void ring() {
            alice.call(bob);
            network.run();
            bob.proceed();
            network.run();
            assertThat(alice.state()).isEqualTo(Call.State.PROCEEDING);
            bob.ring();
            network.run();
            assertThat(alice.state()).isEqualTo(Call.State.ALERTING);
        }

        void connect() {
            ring();
            bob.answer();
            network.run();
        }

        List<Room> rooms() {
            return List.of(alice, bob);
        }

        /** Nothing is left of the call, anywhere. */
        void assertOver() {
            for (Room room : rooms()) {
                assertThat(room.state()).isEqualTo(Call.State.ENDED);
                assertThat(room.end().all(CallAction.Released.class))
                        .as("%s", room)
                        .hasSize(1);
                assertThat(room.end().call.deadline()).isEmpty();
                assertThat(room.end().signalling().isOpen()).isFalse();
                assertThat(room.end().controlConnections()).isZero();
            }
            exchange.ifPresent(known -> {
                assertThat(known.gatekeeper.bandWidth()).isZero();
                assertThat(known.gatekeeper.registrations())
                        .hasSize(2)
                        .allSatisfy(
                                registration -> assertThat(registration.calls()).isEmpty());
                assertThat(known.openCalls()).isZero();
            });
        }
    }

    private static Habits plain() {
        return new Habits(false, false, false);
    }

    private static Habits tunnelling() {
        return new Habits(true, false, false);
    }

    @ParameterizedTest
    @MethodSource("flows")
    void isMadeHeldAndEnded(Flow flow) {
        Scene scene = new Scene(flow.model, flow.caller(), flow.callee());
        scene.connect();

        for (Room room : scene.rooms()) {
            assertThat(room.state()).isEqualTo(Call.State.CONNECTED);
            assertThat(room.heard(ControlAction.Ready.class)).as("%s", room).hasSize(1);
            assertThat(room.heard(ControlAction.Opened.class)).hasSize(flow.fastStart == FastStart.ACCEPTED ? 0 : 2);
            assertThat(room.control().counts().unexpected()).isZero();
        }
        assertThat(scene.alice.end().all(CallAction.FastStarted.class))
                .hasSize(flow.fastStart == FastStart.ACCEPTED ? 1 : 0);
        assertThat(scene.alice.end().all(CallAction.FastStartRefused.class))
                .hasSize(flow.fastStart == FastStart.REFUSED ? 1 : 0);
        assertChannels(scene);
        for (Room room : scene.rooms()) {
            assertThat(tunnelled(room)).isEqualTo(flow.callerTunnels && flow.calleeTunnels);
        }
        scene.exchange.ifPresent(
                exchange -> assertThat(exchange.gatekeeper.bandWidth()).isEqualTo(BOTH_WAYS));

        assertHeld(scene);
        end(scene, flow.ending);
    }

    private static boolean tunnelled(Room room) {
        assertThat(room.end().all(CallAction.ControlOpen.class)).hasSize(1);
        return room.end().all(CallAction.ControlOpen.class).getFirst().tunnelled();
    }

    private static void assertChannels(Scene scene) {
        assertThat(scene.alice.sending.values()).containsExactlyInAnyOrder(ChannelChoice.SOUND, ChannelChoice.PICTURES);
        assertThat(scene.bob.sending.values()).containsExactlyInAnyOrder(ChannelChoice.SOUND, ChannelChoice.PICTURES);
        assertThat(scene.alice.receiving).isEqualTo(scene.bob.sending);
        assertThat(scene.bob.receiving).isEqualTo(scene.alice.sending);
    }

    /** A few minutes of a call in which nobody says anything, and then all that can be said in one. */
    private static void assertHeld(Scene scene) {
        scene.network.pass(Duration.ofMinutes(5));
        for (Room room : scene.rooms()) {
            assertThat(room.state()).isEqualTo(Call.State.CONNECTED);
            assertThat(room.end().sent()).hasAtLeastOneElementOfType(SignallingBody.StatusInquiry.class);
            assertThat(room.end().all(CallAction.Unanswered.class)).isEmpty();
            room.controls(room.control().measureDelay(scene.network.now));
            room.controls(room.control().press(new UserInputIndication.Alphanumeric("5")));
            int channel = room.receiving.keySet().iterator().next();
            room.controls(room.control().command(channel, new MiscellaneousCommand.FastUpdatePicture()));
            room.controls(room.control().limit(Optional.of(channel), Optional.of(640)));
        }
        scene.network.run();
        for (Room room : scene.rooms()) {
            int channel = room.sending.keySet().iterator().next();
            assertThat(room.heard)
                    .contains(
                            new ControlAction.DelayMeasured(Duration.ZERO),
                            new ControlAction.KeysPressed(new UserInputIndication.Alphanumeric("5")),
                            new ControlAction.FlowLimited(Optional.of(channel), Optional.of(640)));
            assertThat(room.heard(ControlAction.Commanded.class)).hasSize(1);
        }
        scene.exchange.ifPresent(exchange -> {
            assertThat(exchange.gatekeeper.bandWidth()).isEqualTo(BOTH_WAYS);
            // Each room reports its call every 20 s, and registers every half minute.
            assertThat(Collections.frequency(scene.network.datagrams, "infoRequestResponse"))
                    .isBetween(28, 30);
            assertThat(Collections.frequency(scene.network.datagrams, "registrationRequest"))
                    .isBetween(20, 22);
            assertThat(scene.network.datagrams).doesNotContain("infoRequest", "unregistrationRequest");
        });
    }

    private static void end(Scene scene, Ending ending) {
        switch (ending) {
            case CALLER_HANGS_UP -> scene.alice.hangUp(ReleaseReason.NORMAL);
            case CALLEE_HANGS_UP -> scene.bob.hangUp(ReleaseReason.NORMAL);
            case BOTH_HANG_UP -> {
                scene.alice.hangUp(ReleaseReason.NORMAL);
                scene.bob.hangUp(ReleaseReason.NORMAL);
            }
            case GATEKEEPER_HANGS_UP -> scene.exchange.orElseThrow().hangUp();
        }
        scene.network.run();

        scene.assertOver();
        boolean byAlice = ending != Ending.CALLEE_HANGS_UP;
        boolean byBob = ending == Ending.CALLEE_HANGS_UP || ending == Ending.BOTH_HANG_UP;
        assertThat(scene.alice.end().all(CallAction.Released.class))
                .containsExactly(new CallAction.Released(ReleaseReason.NORMAL, byAlice));
        assertThat(scene.bob.end().all(CallAction.Released.class))
                .containsExactly(new CallAction.Released(ReleaseReason.NORMAL, byBob));
        // Time leaves nothing to be done but to stay registered.
        int messages = scene.alice.end().sent().size() + scene.bob.end().sent().size();
        scene.network.pass(Duration.ofMinutes(5));
        assertThat(scene.alice.end().sent().size() + scene.bob.end().sent().size())
                .isEqualTo(messages);
        scene.assertOver();
    }

    // H.245 in other ways

    /** The caller names its address for H.245 in Setup: channels are open before anybody answers. */
    @ParameterizedTest
    @EnumSource
    void opensChannelsBeforeConnect(Model model) {
        Habits early = new Habits(false, false, true);
        Scene scene = new Scene(model, early, early);
        scene.ring();

        assertChannels(scene);
        assertThat(scene.alice.state()).isEqualTo(Call.State.ALERTING);

        scene.bob.answer();
        scene.network.run();
        assertChannels(scene);
        assertHeld(scene);
        end(scene, Ending.CALLER_HANGS_UP);
    }

    /** Tunnelling begins with the callee's first message. */
    @ParameterizedTest
    @EnumSource
    void tunnelsBeforeConnect(Model model) {
        Habits early = new Habits(true, false, true);
        Scene scene = new Scene(model, early, early);
        scene.ring();
        assertChannels(scene);

        scene.bob.answer();
        scene.network.run();
        assertHeld(scene);
        end(scene, Ending.CALLEE_HANGS_UP);
    }

    /** The callee cannot be connected to, so the caller offers an address in a Facility. */
    @ParameterizedTest
    @EnumSource
    void startsH245ByFacility(Model model) {
        Scene scene = new Scene(model, plain(), plain());
        scene.bob.takesControlConnections = false;
        scene.connect();

        assertThat(scene.alice.end().sent())
                .filteredOn(SignallingBody.Facility.class::isInstance)
                .hasSize(1)
                .allSatisfy(body -> assertThat(((SignallingBody.Facility) body).reason())
                        .isEqualTo(SignallingBody.Facility.START_H245));
        assertThat(scene.bob.end().controlConnections()).isOne();

        assertChannels(scene);
        assertHeld(scene);
        end(scene, Ending.CALLER_HANGS_UP);
    }

    @Test
    void goesElsewhere() {
        Scene scene = new Scene(Model.NO_GATEKEEPER, tunnelling(), tunnelling());
        Room carol = new Room(scene.network, 5, "carol", tunnelling(), false);
        scene.ring();
        CallEnd first = scene.alice.end();
        scene.bob.end().does(scene.bob.end().call.redirect(carol.signalAddress()));
        scene.network.run();

        assertThat(scene.bob.state()).isEqualTo(Call.State.ENDED);
        assertThat(first.all(CallAction.Released.class))
                .containsExactly(new CallAction.Released(ReleaseReason.ofReason("facilityCallDeflection"), true));
        carol.answer();
        scene.network.run();
        assertThat(scene.alice.state()).isEqualTo(Call.State.CONNECTED);
        assertThat(scene.alice.receiving).isEqualTo(carol.sending).hasSize(2);
        assertThat(carol.receiving).isEqualTo(scene.alice.sending).hasSize(2);
    }

    // Those who say nothing

    @ParameterizedTest
    @EnumSource
    void givesUpWhenNobodyAnswers(Model model) {
        Scene scene = new Scene(model, plain(), plain());
        scene.ring();
        scene.network.pass(Timers.USUAL.alerting().minusSeconds(1));
        assertThat(scene.alice.state()).isEqualTo(Call.State.ALERTING);
        scene.network.pass(Duration.ofSeconds(1));

        scene.assertOver();
        assertThat(scene.bob.end().all(CallAction.Released.class))
                .containsExactly(new CallAction.Released(ReleaseReason.NO_ANSWER, false));
    }

    @ParameterizedTest
    @EnumSource
    void givesUpWhenTheCalleeComesNoFurther(Model model) {
        Scene scene = new Scene(model, plain(), plain());
        scene.alice.call(scene.bob);
        scene.network.run();
        scene.bob.proceed();
        scene.network.run();
        scene.network.pass(Timers.USUAL.proceeding());

        scene.assertOver();
        assertThat(scene.bob.end().all(CallAction.Released.class))
                .containsExactly(new CallAction.Released(ReleaseReason.TIMER_EXPIRED, false));
    }

    @ParameterizedTest
    @EnumSource
    void givesUpWhenNothingIsSaidToSetup(Model model) {
        Scene scene = new Scene(model, plain(), plain());
        scene.alice.call(scene.bob);
        scene.network.run();
        scene.network.pass(Timers.USUAL.setup());

        scene.assertOver();
    }

    @ParameterizedTest
    @EnumSource
    void findsNobody(Model model) {
        Scene scene = new Scene(model, plain(), plain());
        scene.network.unreachable.add(scene.bob.signalAddress());
        scene.alice.call(scene.bob);
        scene.network.run();

        assertThat(scene.alice.end().all(CallAction.Released.class))
                .singleElement()
                .satisfies(released -> {
                    assertThat(released.reason())
                            .isEqualTo(
                                    model == Model.ROUTED ? ReleaseReason.UNREACHABLE : ReleaseReason.NOBODY_RESPONDS);
                    assertThat(released.byUs()).isFalse();
                });
        scene.exchange.ifPresent(
                exchange -> assertThat(exchange.gatekeeper.bandWidth()).isZero());
    }

    @ParameterizedTest
    @EnumSource
    void isNotAdmittedByAGatekeeperThatIsGone(CallModel model) {
        Network network = new Network();
        new Exchange(network, model);
        Room alice = new Room(network, 3, "alice", plain(), true);
        Room bob = new Room(network, 4, "bob", plain(), true);
        network.run();
        network.unreachable.add(Exchange.rasAddress());
        alice.call(bob);
        network.pass(Duration.ofSeconds(16));

        assertThat(Collections.frequency(network.datagrams, "admissionRequest")).isEqualTo(3);
        assertThat(alice.told(ClientAction.Refused.class))
                .singleElement()
                .satisfies(refused -> assertThat(refused.reason()).isEmpty());
    }

    /** By the signalling that goes through it, whether the rooms tell it or not. */
    @Test
    void isOverForTheGatekeeperThatRoutedIt() {
        Scene scene = new Scene(Model.ROUTED, plain(), plain());
        scene.connect();
        scene.network.unreachable.add(Exchange.rasAddress());
        scene.alice.hangUp(ReleaseReason.NORMAL);
        scene.network.run();

        scene.assertOver();
    }

    /** A room that does not hear that it is to hang up is told so where its call goes through the gatekeeper. */
    @Test
    void isEndedByTheGatekeeperThatRoutesIt() {
        Scene scene = new Scene(Model.ROUTED, plain(), plain());
        scene.connect();
        scene.network.unreachable.add(Network.address(scene.alice.host, 1719));
        scene.exchange.orElseThrow().hangUp();
        scene.network.pass(Duration.ofSeconds(6));

        scene.assertOver();
        assertThat(scene.alice.end().all(CallAction.Released.class))
                .containsExactly(new CallAction.Released(ReleaseReason.NORMAL, false));
        assertThat(scene.bob.end().all(CallAction.Released.class))
                .containsExactly(new CallAction.Released(ReleaseReason.NORMAL, false));
    }

    @Test
    void noticesWhoeverAnswersNoMore() {
        Scene scene = new Scene(Model.NO_GATEKEEPER, plain(), plain());
        scene.connect();
        scene.network.unreachable.add(scene.bob.signalAddress());
        scene.network.pass(Timers.USUAL.keepAlive().plus(Timers.USUAL.status()));

        assertThat(scene.alice.end().all(CallAction.Unanswered.class)).hasSize(1);
        assertThat(scene.alice.state()).isEqualTo(Call.State.CONNECTED);
        scene.alice.controls(scene.alice.control().measureDelay(scene.network.now));
        scene.network.run();
        assertThat(scene.alice.heard(ControlAction.DelayMeasured.class)).hasSize(1);
    }

    @Test
    void endsWithTheConnection() {
        Scene scene = new Scene(Model.DIRECT, tunnelling(), tunnelling());
        scene.connect();
        scene.alice.end().signalling().close();
        scene.network.run();

        assertThat(scene.bob.end().all(CallAction.Released.class))
                .containsExactly(new CallAction.Released(ReleaseReason.OUT_OF_ORDER, false));
        assertThat(scene.exchange.orElseThrow().gatekeeper.bandWidth()).isEqualTo(BOTH_WAYS / 2);
        assertThat(scene.exchange.orElseThrow().seen).hasAtLeastOneElementOfType(GatekeeperAction.Ended.class);
    }
}
