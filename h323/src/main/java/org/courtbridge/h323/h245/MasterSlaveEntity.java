package org.courtbridge.h323.h245;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The master-slave determination signalling entity, MSDSE (H.245, C.2). */
final class MasterSlaveEntity {

    /** N100. */
    static final int TRIES = 10;

    private static final int NUMBERS = 1 << 24;

    private enum State {
        IDLE,
        OUTGOING_AWAITING_RESPONSE,
        INCOMING_AWAITING_RESPONSE
    }

    private final int terminalType;
    private final RandomGenerator random;
    private final Consumer<ControlAction> out;
    private final Deadline t106;
    private State state = State.IDLE;
    private int number;
    private int tries;
    private boolean candidate;
    private Optional<Boolean> master = Optional.empty();

    MasterSlaveEntity(int terminalType, Duration patience, RandomGenerator random, Consumer<ControlAction> out) {
        this.terminalType = terminalType;
        this.random = random;
        this.out = out;
        this.t106 = new Deadline(patience);
        this.number = random.nextInt(NUMBERS);
    }

    /** Whether we are; empty while nobody knows. */
    Optional<Boolean> master() {
        return master;
    }

    Optional<Instant> deadline() {
        return t106.at();
    }

    /** Forgets what was settled. */
    void reset() {
        state = State.IDLE;
        master = Optional.empty();
        t106.stop();
    }

    /** Begins, unless it is under way already. */
    void determine(Instant now) {
        if (state == State.IDLE) {
            tries = 1;
            propose(now);
        }
    }

    private void propose(Instant now) {
        number = random.nextInt(NUMBERS);
        send(new MasterSlaveMessage.Determination(terminalType, number));
        t106.start(now);
        state = State.OUTGOING_AWAITING_RESPONSE;
    }

    /** @return false if the message does not belong to this state */
    boolean receive(MasterSlaveMessage message, Instant now) {
        return switch (message) {
            case MasterSlaveMessage.Determination theirs -> received(theirs, now);
            case MasterSlaveMessage.Ack ack -> received(ack);
            case MasterSlaveMessage.Reject reject -> receivedReject(now);
            case MasterSlaveMessage.Release release -> {
                boolean expected = state != State.IDLE;
                if (expected) {
                    fail();
                }
                yield expected;
            }
        };
    }

    private boolean received(MasterSlaveMessage.Determination theirs, Instant now) {
        if (state == State.INCOMING_AWAITING_RESPONSE) {
            fail();
            return false;
        }
        Optional<Boolean> result = compare(theirs);
        if (result.isPresent()) {
            candidate = result.get();
            send(new MasterSlaveMessage.Ack(!candidate));
            t106.start(now);
            state = State.INCOMING_AWAITING_RESPONSE;
        } else if (state == State.IDLE) {
            send(new MasterSlaveMessage.Reject());
            number = random.nextInt(NUMBERS);
        } else {
            tryAgain(now);
        }
        return true;
    }

    /** Clause C.2.1.1: the larger terminal type, else who is less than half of the range above the other. */
    private Optional<Boolean> compare(MasterSlaveMessage.Determination theirs) {
        if (theirs.terminalType() != terminalType) {
            return Optional.of(terminalType > theirs.terminalType());
        }
        int above = Math.floorMod(theirs.statusDeterminationNumber() - number, NUMBERS);
        return above == 0 || above == NUMBERS / 2 ? Optional.empty() : Optional.of(above < NUMBERS / 2);
    }

    private boolean received(MasterSlaveMessage.Ack ack) {
        switch (state) {
            case IDLE -> {
                return false;
            }
            case OUTGOING_AWAITING_RESPONSE -> {
                send(new MasterSlaveMessage.Ack(!ack.receiverIsMaster()));
                settle(ack.receiverIsMaster());
            }
            case INCOMING_AWAITING_RESPONSE -> {
                if (ack.receiverIsMaster() == candidate) {
                    settle(candidate);
                } else {
                    fail();
                }
            }
        }
        return true;
    }

    private boolean receivedReject(Instant now) {
        switch (state) {
            case IDLE -> {
                return false;
            }
            case OUTGOING_AWAITING_RESPONSE -> tryAgain(now);
            case INCOMING_AWAITING_RESPONSE -> fail();
        }
        return true;
    }

    private void tryAgain(Instant now) {
        if (tries == TRIES) {
            fail();
        } else {
            tries++;
            propose(now);
        }
    }

    void expire(Instant now) {
        if (t106.isOver(now)) {
            if (state == State.OUTGOING_AWAITING_RESPONSE) {
                send(new MasterSlaveMessage.Release());
            }
            fail();
        }
    }

    private void settle(boolean result) {
        t106.stop();
        state = State.IDLE;
        master = Optional.of(result);
        out.accept(new ControlAction.Determined(result));
    }

    private void fail() {
        t106.stop();
        state = State.IDLE;
        master = Optional.empty();
        out.accept(new ControlAction.Failed(ControlAction.Procedure.MASTER_SLAVE_DETERMINATION));
    }

    private void send(MasterSlaveMessage message) {
        out.accept(new ControlAction.Send(message));
    }
}
