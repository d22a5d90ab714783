package org.courtbridge.signalling.webrtc;

import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Queue of all that happens to one {@link BrowserLeg}, from any thread to the leg's own. A page that says too much before that was
 * dealt with loses its connection; all the rest is few. When the leg ends, what is left is garbage, but for pages that came back:
 * {@link #close} has them try again.
 */
final class BrowserMailbox {

    /** A page that says more than this before we have dealt with it is not ours. */
    static final int MAX_UNREAD = 50;

    private final LinkedBlockingQueue<BrowserMail> mails = new LinkedBlockingQueue<>();
    private final AtomicInteger unread = new AtomicInteger();
    private boolean ended;

    void add(BrowserMail mail) {
        mails.add(mail);
    }

    /** The page says something. */
    void said(SignallingChannel from, String text) {
        if (unread.incrementAndGet() > MAX_UNREAD) {
            unread.decrementAndGet();
            from.close("too many messages at once");
            return;
        }
        mails.add(new BrowserMail.Said(from, text));
    }

    /**
     * The page has come back by another connection.
     *
     * @return false if it came too late
     */
    synchronized boolean back(SignallingChannel by) {
        return !ended && mails.add(new BrowserMail.Back(by));
    }

    /** Ends the leg for its page: one that comes back from now on is refused, and one that just came back has to try again. */
    synchronized void close() {
        ended = true;
        for (BrowserMail mail : mails) {
            if (mail instanceof BrowserMail.Back back) {
                back.by().close("the leg has ended");
            }
        }
    }

    /**
     * Takes the next, and waits for it.
     *
     * @param deadline {@link System#nanoTime} until when; empty for ever
     * @return null if there was none until then
     */
    @Nullable
    BrowserMail take(Optional<Long> deadline) throws InterruptedException {
        BrowserMail mail = deadline.isEmpty()
                ? mails.take()
                : mails.poll(Math.max(0, deadline.get() - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (mail instanceof BrowserMail.Said) {
            unread.decrementAndGet();
        }
        return mail;
    }
}
