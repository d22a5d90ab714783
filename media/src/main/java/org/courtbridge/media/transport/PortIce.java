package org.courtbridge.media.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.courtbridge.codecs.rtp.MalformedPacketException;
import org.courtbridge.media.transport.ice.IceChecks;
import org.courtbridge.media.transport.ice.IceCredentials;
import org.courtbridge.media.transport.ice.StunMessage;
import org.jspecify.annotations.Nullable;

/**
 * ICE on one port of a room, which is one component of its line (RFC 8445): we are a lite agent (section 2.5), as for browsers.
 *
 * <p>An authenticated check opens a way, and the last nominated one is where media go; until there is one, and once the party does
 * not {@linkplain Consent consent} any more, they go nowhere. What comes by another way is the room's only if it has come under
 * the keys of the call; then we check whether the room is there ({@link ReturnCheck}) before anything is sent there. The same is
 * asked where the description says the room is while none of its checks has come: FreeSWITCH, which calls as the controlled agent and
 * has to be told, checks each 5 s alone, and begins a handshake of DTLS once it has been checked itself. Lives on the port's event
 * loop; times are those of {@link System#nanoTime}.
 */
final class PortIce {

    /** Error responses in a tick: enough for honest mistakes, no use to those who forge source addresses. */
    static final int ERRORS_PER_TICK = 10;

    /** Ticks, of which there are two in a second, in which a party that has not checked is asked by a check of ours. */
    static final int FIRST_ASKS = 20;

    private final Scratch scratch;
    private final MediaPath path;
    private final WriteBatch batch;
    private final IceChecks<PortIce> checks = new IceChecks<>();
    private final IcePaths ways = new IcePaths();
    private final Consent consent;
    private IceCredentials ours;
    private IceCredentials theirs;

    /** Ours of before an ICE restart, which hold until a check comes with the new ones; null if there are none. */
    private @Nullable IceCredentials previous;

    /** The check of where media come from, while it has no answer. */
    private @Nullable ReturnCheck returnCheck;

    /** The check of where the description says the room is, while it has no answer. */
    private @Nullable ReturnCheck firstCheck;

    private boolean lapsed;
    private int errorsLeft = ERRORS_PER_TICK;
    private int asksLeft = FIRST_ASKS;

    /**
     * @param path counts what is of no use
     * @param ours our values of {@code a=ice-ufrag} and {@code a=ice-pwd}
     * @param theirs those of the room
     */
    PortIce(Scratch scratch, MediaPath path, WriteBatch batch, IceCredentials ours, IceCredentials theirs, long now) {
        this.scratch = scratch;
        this.path = path;
        this.batch = batch;
        this.consent = new Consent(now);
        this.ours = ours;
        this.theirs = theirs;
        checks.register(ours, this);
    }

    /**
     * Both sides have spoken again. Other credentials of ours are those of an ICE restart (RFC 8445, section 2.4): ways, keys and
     * media stay as they are until a check has come with them. Checks of ours that have no answer were made with those of before, and
     * others are made.
     */
    void agreed(IceCredentials our, IceCredentials their) {
        if (!our.equals(ours) || !their.equals(theirs)) {
            forgetChecks();
            asksLeft = FIRST_ASKS;
        }
        if (!our.equals(ours)) {
            forgetPrevious();
            previous = ours;
            ours = our;
            checks.register(our, this);
        }
        theirs = their;
    }

    /** The validated address where media go; null if there is none. */
    @Nullable
    InetSocketAddress destination() {
        IcePath way = ways.selected();
        return way == null ? null : way.remote();
    }

    /** Whether a way is open from there. */
    boolean isOpen(InetSocketAddress from) {
        List<IcePath> open = ways.open();
        // By index, as this is asked of each packet.
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).remote().equals(from)) {
                return true;
            }
        }
        return false;
    }

    /** Takes a datagram of STUN. */
    void arrived(DatagramPacket datagram, long now) {
        ByteBuf bytes = datagram.content();
        int length = bytes.readableBytes();
        if (length > MediaLoops.MAX_DATAGRAM) {
            path.drop();
            return;
        }
        bytes.getBytes(bytes.readerIndex(), scratch.in, 0, length);
        IcePath way = new IcePath.Udp(batch, datagram.sender());
        if (length >= StunMessage.HEADER && bytes.getShort(bytes.readerIndex()) == StunMessage.BINDING_SUCCESS) {
            answered(length, way, now);
            return;
        }
        IceChecks.Verdict<PortIce> verdict = checks.judge(scratch.in, 0, length, way.remote());
        boolean accepted = verdict.accepted().isPresent();
        if (!accepted) {
            path.drop();
        }
        if (!verdict.response().isEmpty() && (accepted || errorsLeft-- > 0) && way.hasRoom()) {
            way.write(Unpooled.wrappedBuffer(verdict.response().bytes()));
        }
        if (accepted) {
            checked(way, verdict, now);
        }
    }

    private void checked(IcePath way, IceChecks.Verdict<PortIce> verdict, long now) {
        if (verdict.ufrag().equals(ours.ufrag())) {
            forgetPrevious();
        }
        consentedBy(way, now);
        if (verdict.nominated() || ways.selected() == null) {
            ways.select(way);
        }
    }

    private void consentedBy(IcePath way, long now) {
        consent.given(now);
        lapsed = false;
        ways.opened(way);
    }

    /** Takes the answer to a check: only one to a check of ours may open a way. */
    private void answered(int length, IcePath way, long now) {
        try {
            StunMessage response = StunMessage.parse(scratch.in, 0, length);
            if (isAnswered(returnCheck, response, way) || isAnswered(firstCheck, response, way)) {
                forgetChecks();
                consentedBy(way, now);
                ways.select(way);
                return;
            }
            if (isAnswered(consent.asked(), response, way)) {
                consent.forgetAsked();
                consentedBy(way, now);
                return;
            }
        } catch (MalformedPacketException e) {
            // Counted below, as any junk.
        }
        path.drop();
    }

    private static boolean isAnswered(@Nullable ReturnCheck check, StunMessage response, IcePath way) {
        return check != null
                && check.transaction().equals(ByteBuffer.wrap(response.transaction()))
                && check.isAnsweredBy(response, way);
    }

    /** A packet under the keys of the call, or in the clear by an open way, has come from there. */
    void heard(InetSocketAddress from, long now) {
        if (!isOpen(from)) {
            returnCheck = ask(returnCheck, from, now);
        }
    }

    /** Asks whether the room is there, each half second at most. @return by this check; the one before if that was to the same place */
    private ReturnCheck ask(@Nullable ReturnCheck before, InetSocketAddress place, long now) {
        ReturnCheck check = before != null && before.way().remote().equals(place)
                ? before
                : new ReturnCheck(new IcePath.Udp(batch, place), ours, theirs, now);
        if (check.isDue(now) && check.way().hasRoom()) {
            check.way().write(Unpooled.wrappedBuffer(check.request()));
        }
        return check;
    }

    private void forgetChecks() {
        returnCheck = null;
        firstCheck = null;
    }

    /**
     * From time to time: asks the room for its consent when it has not checked for long or not yet, and stops sending without.
     *
     * @param described where the room's description says it is; null if that is no place to send to
     */
    void tick(long now, @Nullable InetSocketAddress described) {
        errorsLeft = ERRORS_PER_TICK;
        IcePath way = ways.selected();
        if (lapsed) {
            return;
        }
        if (consent.expired(now)) {
            lapsed = true;
            ways.close();
        } else if (way == null && described != null && asksLeft > 0) {
            asksLeft--;
            firstCheck = ask(firstCheck, described, now);
        } else if (way != null && consent.isDue(now)) {
            ReturnCheck check = new ReturnCheck(way, ours, theirs, now);
            consent.ask(check, now);
            if (way.hasRoom()) {
                way.write(Unpooled.wrappedBuffer(check.request()));
            }
        }
    }

    private void forgetPrevious() {
        if (previous != null) {
            checks.forget(previous);
            previous = null;
        }
    }
}
