package org.courtbridge.codecs.h224;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.courtbridge.codecs.h224.CameraCapabilities.Kind;
import org.courtbridge.codecs.h224.CameraCapabilities.Motion;
import org.courtbridge.codecs.h224.CameraCapabilities.Source;
import org.courtbridge.codecs.h224.ControlledCamera.Order;
import org.junit.jupiter.api.Test;

/** Both ends against each other, by the octets that go between them. */
class CameraControlTest {

    private static final Instant START = Instant.EPOCH;
    private static final Duration HELD = Duration.ofSeconds(5);
    private static final CameraMove LEFT = CameraMove.of(CameraMove.Pan.LEFT);
    private static final CameraMove IN = CameraMove.of(CameraMove.Zoom.IN);

    private final CameraControl control = new CameraControl();
    private final ControlledCamera camera = new ControlledCamera();
    private final List<Order> orders = new ArrayList<>();
    private int sent;

    @Test
    void aMovementGoesOnUntilItIsStopped() {
        deliver(control.move(LEFT, START, HELD), START);
        run(0, 3000, each -> false);
        assertThat(orders).containsExactly(new Order.Move(LEFT));
        deliver(control.stop(), at(3000));
        assertThat(orders).containsExactly(new Order.Move(LEFT), new Order.Move(CameraMove.NONE));
        assertThat(control.deadline()).isEmpty();
        assertThat(camera.deadline()).isEmpty();
    }

    @Test
    void aMovementOutlivesTwoLostMessagesOfThree() {
        deliver(control.move(LEFT, START, HELD), START);
        run(0, 4000, each -> each % 3 != 0);
        assertThat(orders).containsExactly(new Order.Move(LEFT));
    }

    @Test
    void theCameraStandsStillWhenNothingIsHeard() {
        deliver(control.move(LEFT, START, HELD), START);
        run(0, 2000, each -> true);
        assertThat(camera.deadline()).isEmpty();
        assertThat(orders).containsExactly(new Order.Move(LEFT), new Order.Move(CameraMove.NONE));
    }

    @Test
    void theCameraStandsStillExactlyWhenTheTimeIsOver() {
        camera.receive(new CameraMessage.StartAction(LEFT, Duration.ofMillis(150)), START);
        assertThat(camera.expire(at(149))).isEmpty();
        camera.receive(new CameraMessage.ContinueAction(LEFT), at(149));
        assertThat(camera.expire(at(298))).isEmpty();
        assertThat(camera.expire(at(299))).containsExactly(new Order.Move(CameraMove.NONE));
    }

    @Test
    void whoeverIsGoneMovesNothingForLonger() {
        deliver(control.move(LEFT, START, Duration.ofSeconds(1)), START);
        run(0, 900, each -> false);
        assertThat(control.move(LEFT, at(900), Duration.ofSeconds(1))).isEmpty();
        run(900, 1890, each -> false);
        assertThat(orders).containsExactly(new Order.Move(LEFT));
        run(1890, 1910, each -> false);
        assertThat(orders).containsExactly(new Order.Move(LEFT), new Order.Move(CameraMove.NONE));
        assertThat(control.deadline()).isEmpty();
    }

    @Test
    void anotherMovementTakesThePlaceOfTheFirst() {
        assertThat(control.move(LEFT, START, HELD))
                .containsExactly(new CameraMessage.StartAction(LEFT, CameraMessage.LONGEST_TIMEOUT));
        assertThat(control.move(IN, at(100), HELD))
                .containsExactly(
                        new CameraMessage.StopAction(LEFT),
                        new CameraMessage.StartAction(IN, CameraMessage.LONGEST_TIMEOUT));
        assertThat(control.move(CameraMove.NONE, at(200), HELD)).containsExactly(new CameraMessage.StopAction(IN));
        assertThat(control.stop()).isEmpty();
    }

    @Test
    void aPresetEndsTheMovement() {
        deliver(control.move(LEFT, START, HELD), START);
        deliver(control.activatePreset(3), at(10));
        deliver(control.storePreset(15), at(20));
        deliver(control.select(2), at(30));
        assertThat(orders)
                .containsExactly(
                        new Order.Move(LEFT),
                        new Order.Move(CameraMove.NONE),
                        new Order.Activate(3),
                        new Order.Store(15),
                        new Order.Select(2, CameraMessage.VideoMode.MOTION));
        assertThatThrownBy(() -> control.activatePreset(16)).hasMessage("number: 16 (expected: 0 to 15)");
    }

    @Test
    void whatWasNotStartedCannotGoOn() {
        assertThat(camera.receive(new CameraMessage.ContinueAction(LEFT), START))
                .isEmpty();
        assertThat(camera.deadline()).isEmpty();
        camera.receive(new CameraMessage.StartAction(IN, Duration.ofMillis(100)), START);
        camera.receive(new CameraMessage.ContinueAction(LEFT), at(90));
        assertThat(camera.expire(at(100))).containsExactly(new Order.Move(CameraMove.NONE));
    }

    @Test
    void partOfAMovementCanBeStopped() {
        var both = new CameraMove(CameraMove.Pan.LEFT, CameraMove.Tilt.NONE, CameraMove.Zoom.IN, CameraMove.Focus.NONE);
        camera.receive(new CameraMessage.StartAction(both, Duration.ofMillis(800)), START);
        assertThat(camera.receive(new CameraMessage.StopAction(LEFT), at(1))).containsExactly(new Order.Move(IN));
        assertThat(camera.receive(new CameraMessage.StopAction(IN), at(2)))
                .containsExactly(new Order.Move(CameraMove.NONE));
    }

    @Test
    void bothEndsLearnWhatTheOtherCan() {
        var room = new CameraCapabilities(
                10, false, List.of(new Source(1, "", Set.of(Kind.MOTION), Set.of(Motion.PAN, Motion.TILT))));
        var none = new CameraCapabilities(0, false, List.of());
        List<CameraMessage> heard = new ArrayList<>();
        H224Session far = new H224Session(room, heard::add);
        H224Session near = new H224Session(none, message -> {});
        assertThat(near.hasCamera()).isFalse();
        List<H224Frame> answers = new ArrayList<>();
        near.open().forEach(frame -> answers.addAll(far.receive(frame)));
        assertThat(far.capabilities()).contains(none);
        assertThat(answers).hasSize(2);
        assertThat(near.receive(answers.getFirst())).isEmpty();
        assertThat(near.hasCamera()).isTrue();
        assertThat(near.capabilities()).isEmpty();
        near.receive(answers.getLast());
        assertThat(near.capabilities()).contains(room);
        far.receive(new CameraMessage.ActivatePreset(1).frame());
        assertThat(heard).containsExactly(new CameraMessage.ActivatePreset(1));
        near.receive(new ManagementMessage.ClientList(List.of()).frame());
        assertThat(near.hasCamera()).isFalse();
    }

    /** Runs both ends in steps of 10 ms; drops the messages, counted from 0, for which it is said. */
    private void run(int from, int to, IntPredicate dropped) {
        for (int ms = from; ms <= to; ms += 10) {
            orders.addAll(camera.expire(at(ms)));
            for (CameraMessage message : control.expire(at(ms))) {
                if (!dropped.test(++sent)) {
                    deliver(List.of(message), at(ms));
                }
            }
        }
    }

    private void deliver(List<CameraMessage> messages, Instant now) {
        for (CameraMessage message : messages) {
            ByteBuf bytes = Unpooled.buffer();
            message.frame().write(bytes);
            CameraMessage read = CameraMessage.parse(H224Frame.parse(bytes).data());
            orders.addAll(camera.receive(read, now));
        }
    }

    private static Instant at(int ms) {
        return START.plusMillis(ms);
    }
}
