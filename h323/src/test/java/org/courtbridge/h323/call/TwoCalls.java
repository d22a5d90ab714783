package org.courtbridge.h323.call;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.courtbridge.h323.SentMessages;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.q931.Q931Message;

/** Both sides of a call, with what lies between them: every message goes as octets. */
final class TwoCalls {

    static final Instant BEGIN = Instant.parse("2026-11-26T09:00:00Z");
    static final Octets CALL = Octets.ofHex("00112233445566778899aabbccddeeff");

    /** One of the two. */
    static final class Side {
        private final String name;
        private final InetSocketAddress controlAddress;
        final Queue<CallAction> todo = new ArrayDeque<>();
        final List<CallAction> seen = new ArrayList<>();
        Optional<Call> call = Optional.empty();

        Side(String name, int lastOctet) {
            this.name = name;
            this.controlAddress =
                    new InetSocketAddress(InetAddress.ofLiteral("10.0.0." + lastOctet), 40_000 + lastOctet);
        }

        Call call() {
            return call.orElseThrow();
        }

        void does(List<CallAction> actions) {
            todo.addAll(actions);
            seen.addAll(actions);
        }

        boolean saw(Class<? extends CallAction> kind) {
            return seen.stream().anyMatch(kind::isInstance);
        }

        <T extends CallAction> List<T> all(Class<T> kind) {
            return seen.stream().filter(kind::isInstance).map(kind::cast).toList();
        }

        List<SignallingBody> sent() {
            return all(CallAction.Send.class).stream()
                    .map(send -> send.message().body())
                    .toList();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    final Side caller = new Side("caller", 1);
    final Side callee = new Side("callee", 2);
    final Call.Settings calleeSettings;
    Instant now = BEGIN;

    /** Whether connections of H.245 can be made. */
    boolean controlReachable = true;

    TwoCalls(SignallingBody.Setup setup, Call.Settings callerSettings, Call.Settings calleeSettings) {
        this.calleeSettings = calleeSettings;
        Call call = Call.place(7, setup, callerSettings);
        caller.call = Optional.of(call);
        caller.does(call.begin(Optional.empty(), now));
    }

    static Call.Settings settings(boolean tunnelling) {
        return Call.Settings.of(tunnelling, Optional.of("Courtroom"), Timers.USUAL);
    }

    static SignallingBody.Setup setup(List<Octets> fastStart) {
        return SignallingBody.Setup.of(
                new SignallingBody.Setup.Identity(Optional.of(CALL), CALL),
                new SignallingBody.Setup.Parties(
                        List.of(new AliasAddress.H323Id("Zal 1")),
                        List.of(new AliasAddress.DialledDigits("4501")),
                        Optional.of("4501"),
                        Optional.of("Zal 1"),
                        Optional.of(new InetSocketAddress(InetAddress.ofLiteral("10.0.0.2"), 1720))),
                SignallingBody.Setup.Early.proposing(fastStart),
                30);
    }

    /** Until nobody has anything more to do. */
    void run() {
        boolean busy = true;
        while (busy) {
            busy = false;
            for (Side side : List.of(caller, callee)) {
                CallAction action = side.todo.poll();
                if (action != null) {
                    busy = true;
                    act(side, side == caller ? callee : caller, action);
                }
            }
        }
    }

    private void act(Side self, Side other, CallAction action) {
        switch (action) {
            case CallAction.Send send -> deliver(other, send.message());
            case CallAction.ListenForControl _ -> self.does(self.call().listening(self.controlAddress));
            case CallAction.ConnectControl connect -> {
                if (controlReachable && connect.address().equals(other.controlAddress)) {
                    other.does(other.call().controlConnected(true));
                    self.does(self.call().controlConnected(false));
                } else {
                    self.does(self.call().controlFailed());
                }
            }
            default -> {
                // Of no consequence to the other side.
            }
        }
    }

    private void deliver(Side to, SignallingMessage message) {
        byte[] octets = message.toMessage().encode();
        SentMessages.signalling(octets);
        SignallingMessage arrived = SignallingMessage.of(Q931Message.decode(octets));
        if (to.call.isEmpty() && arrived.body() instanceof SignallingBody.Setup setup) {
            Call call = Call.answering(arrived, setup, calleeSettings);
            to.call = Optional.of(call);
            to.does(call.begin(Optional.of(arrived), now));
        } else {
            to.does(to.call().receive(arrived, now));
        }
    }

    /** Time goes by, and whoever wants to know it is told. */
    void pass(Duration time) {
        now = now.plus(time);
        for (Side side : List.of(caller, callee)) {
            side.call.ifPresent(call -> side.does(call.expire(now)));
        }
        run();
    }
}
