package org.courtbridge.h323.call;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.h225.AliasAddress;

/** An action for the owner of a {@link Call} to carry out, or an event for it to know of. */
public sealed interface CallAction {

    /** On the signalling connection, after all that was sent before. */
    record Send(SignallingMessage message) implements CallAction {}

    /** The called side has come so far. */
    record Progressed(SignallingBody.Answer.Step step, Optional<String> display) implements CallAction {}

    /** The called side has picked up. */
    record Connected(Optional<String> display) implements CallAction {}

    /** Answer to what we proposed in Setup; encoded. */
    record FastStarted(List<Octets> channels) implements CallAction {}

    /** There will be no answer: channels are opened by H.245. */
    record FastStartRefused() implements CallAction {}

    /** Listen for a connection of H.245, and say where by {@link Call#listening}. */
    record ListenForControl() implements CallAction {}

    /** Connect there for H.245, and say how it went by {@link Call#controlConnected} or {@link Call#controlFailed}. */
    record ConnectControl(InetSocketAddress address) implements CallAction {}

    /** Of two connections for H.245 that were made at once, close our own and take the other side's. */
    record CloseOwnControl() implements CallAction {}

    /** H.245 has its way from now on: {@link Call#control} sends it. */
    record ControlOpen(boolean tunnelled) implements CallAction {}

    /** On a connection of H.245. @param byOwn whether on the one that we made, as the other side may have made one too */
    record SendControl(List<Octets> messages, boolean byOwn) implements CallAction {}

    /** Messages of H.245 that were tunnelled. */
    record ControlReceived(List<Octets> messages) implements CallAction {}

    /** Keys, pressed as one does in telephone networks. */
    record KeysPressed(String keys) implements CallAction {}

    /** The other side holds the call (H.450.4), and is not to be waited for; or takes it up again. */
    record Held(boolean held) implements CallAction {}

    /** The other side was asked whether it still has the call, and says nothing, which not all endpoints can. */
    record Unanswered() implements CallAction {}

    /** The call is to go elsewhere; it has ended here. */
    record Redirected(Optional<InetSocketAddress> address, List<AliasAddress> aliases) implements CallAction {}

    /** The call has ended; nothing more comes of it. @param byUs whether it was us who ended it */
    record Released(ReleaseReason reason, boolean byUs) implements CallAction {}
}
