package org.courtbridge.signalling.webrtc;

/** One connection of a page, as the web server drives it. Any thread; nothing blocks. */
public final class BrowserConnection {

    private final BrowserLeg leg;
    private final SignallingChannel channel;

    BrowserConnection(BrowserLeg leg, SignallingChannel channel) {
        this.leg = leg;
        this.channel = channel;
    }

    /** The page sent something. */
    public void message(String text) {
        leg.said(channel, text);
    }

    /** The connection is gone. The leg waits a while for the page to come back. */
    public void closed() {
        leg.channelClosed(channel);
    }

    /** The connection is gone because the page is: closed, left for another one, or loaded anew. */
    public void pageGone() {
        leg.pageGone(channel);
    }
}
