package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.signalling.rooms.CallFailedException;
import org.courtbridge.signalling.sip.stack.CallMailbox;
import org.courtbridge.signalling.sip.stack.SipCallEvent;
import org.junit.jupiter.api.Test;

class OfferAttemptsTest {

    private static final Device DEVICE = Device.newlyAdded("id", "Room 1", "room", Instant.EPOCH);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final CallFailedException REFUSED = CallFailedException.refused(488);
    private static final CallFailedException NOTHING = CallFailedException.notAcceptable("nothing in common");

    private final List<String> made = new ArrayList<>();
    private final List<CallMailbox> mailboxes = new ArrayList<>();
    private long now = Long.MAX_VALUE - PATIENCE.toNanos() / 2;

    private OfferAttempts attempts(Encryption encryption) {
        return new OfferAttempts(DEVICE.with(encryption), PATIENCE, () -> now);
    }

    /** The room does one after the other; the call is over after the last. */
    private OfferAttempts.Attempt attempt(Runnable... steps) {
        Deque<Runnable> left = new ArrayDeque<>(Arrays.asList(steps));
        return (mailbox, offering, encryption) -> {
            made.add(encryption + " " + offering);
            mailboxes.add(mailbox);
            Runnable step = left.poll();
            if (step == null) {
                return Optional.empty();
            }
            step.run();
            return Optional.of(NOTHING);
        };
    }

    private static void refuses() {
        throw REFUSED;
    }

    private static void takesNothing() {
        // it is hung up on
    }

    @Test
    void policiesAreTriedInTurnAndEachMailboxIsNew() {
        attempts(Encryption.PREFERRED)
                .run(attempt(OfferAttemptsTest::refuses, OfferAttemptsTest::takesNothing, OfferAttemptsTest::refuses));
        assertThat(made).containsExactly("PREFERRED OURS", "REQUIRED OURS", "REQUIRED THEIRS", "OFF OURS");
        assertThat(mailboxes).doesNotHaveDuplicates();
    }

    @Test
    void whoTakesNothingAndOffersNothingIsNotCalledAThirdTime() {
        OfferAttempts.Attempt attempt = attempt(OfferAttemptsTest::takesNothing, OfferAttemptsTest::takesNothing);
        assertThatThrownBy(() -> attempts(Encryption.PREFERRED).run(attempt)).isSameAs(NOTHING);
        assertThat(made).containsExactly("PREFERRED OURS", "PREFERRED THEIRS");
    }

    /** However often a room is called, whoever asked for the call waits no longer. */
    @Test
    void nothingMoreIsTriedOnceTheTimeIsOver() {
        Runnable slow = () -> {
            now += PATIENCE.toNanos() * 2 / 5;
            refuses();
        };
        assertThatThrownBy(() -> attempts(Encryption.PREFERRED).run(attempt(slow, () -> {
                    now += PATIENCE.toNanos() * 3 / 5;
                    refuses();
                })))
                .isSameAs(REFUSED);
        assertThat(made).containsExactly("PREFERRED OURS", "REQUIRED OURS");
    }

    @Test
    void nobodyIsLeftTheOfferOnceTheTimeIsOver() {
        assertThatThrownBy(() -> attempts(Encryption.OFF).run(attempt(() -> now += PATIENCE.toNanos())))
                .isSameAs(NOTHING);
        assertThat(made).containsExactly("OFF OURS");
    }

    @Test
    void theTimeIsOneForAllAttempts() {
        OfferAttempts attempts = attempts(Encryption.PREFERRED);
        long end = now + PATIENCE.toNanos();
        attempts.run(attempt(() -> {
            now += 1;
            refuses();
        }));
        assertThat(attempts.deadline()).isEqualTo(end);
    }

    @Test
    void noAttemptFollowsTheEnd() {
        OfferAttempts attempts = attempts(Encryption.PREFERRED);
        assertThatThrownBy(() -> attempts.run(attempt(() -> {
                    attempts.end(EndReason.REMOVED);
                    attempts.end(EndReason.SHUTDOWN);
                })))
                .isInstanceOfSatisfying(CallFailedException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(CallFailedException.Kind.OURS);
                    assertThat(failure.reason()).isEqualTo(EndReason.REMOVED);
                });
        assertThat(made).hasSize(1);
        assertThat(mailboxes.getFirst().poll(Duration.ZERO)).contains(new SipCallEvent.EndWanted(EndReason.REMOVED));
    }

    @Test
    void theEndIsThatOfTheAttemptThatGoesOn() {
        OfferAttempts attempts = attempts(Encryption.PREFERRED);
        attempts.run(attempt(OfferAttemptsTest::refuses));
        attempts.end(EndReason.REMOVED);
        assertThat(mailboxes.getFirst().poll(Duration.ZERO)).isEmpty();
        assertThat(mailboxes.getLast().poll(Duration.ZERO)).isPresent();
    }
}
