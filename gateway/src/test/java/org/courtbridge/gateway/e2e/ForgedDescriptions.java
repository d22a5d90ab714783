package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Session descriptions with changed bytes and lines: a device's by SIP, a page's over its WebSocket. */
final class ForgedDescriptions implements Forger {

    private static final int OFFERS_A_CALL = 20;

    /** The machine is the witnesses', too. */
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private final String user;
    private final String password;
    private final String link;
    private final String offer;
    private final Junk junk;
    private final Random random;
    private long sent;
    private long calls;
    private long answered;

    /**
     * @param user a device that may call
     * @param offer a browser's
     */
    ForgedDescriptions(String user, String password, String link, String offer, long seed) {
        this.user = user;
        this.password = password;
        this.link = link;
        this.offer = offer;
        this.junk = new Junk(seed);
        this.random = new Random(seed);
    }

    @Override
    public void forge() throws Exception {
        SipJunk.call(user, password, changed(SipRequests.SDP));
        sent++;
        calls++;
        page();
    }

    /** Its first offer is a right one as often as not. */
    private void page() throws Exception {
        calls++;
        JoinSocket page = new JoinSocket(Court.ticket(link));
        boolean right = random.nextBoolean();
        if (right) {
            page.offer(offer);
            assertThat(page.reply().path("type").asText()).isEqualTo("answer");
        }
        String reply = "";
        for (int i = 0; i < OFFERS_A_CALL && !reply.equals("closed") && page.offer(changed(offer)); i++) {
            sent++;
            reply = page.reply().path("type").asText();
            answered += reply.equals("answer") ? 1 : 0;
            // An answer, a reason, or the end: of a call that has not begun, or whose certificate is another one.
            assertThat(reply).isIn("answer", "error", "closed");
        }
        page.leave();
        Await.elapsed(BETWEEN);
    }

    /** Any bytes but those that UTF-8 would make two of. */
    private String changed(String description) {
        if (random.nextBoolean()) {
            return lines(description);
        }
        byte[] bytes = junk.mutated(description.getBytes(StandardCharsets.US_ASCII));
        return new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("[^\\x00-\\x7F]", "?");
    }

    /** With lines left out, repeated and moved. */
    private String lines(String description) {
        List<String> lines = new ArrayList<>(description.lines().toList());
        for (int i = random.nextInt(4); i >= 0; i--) {
            String line = lines.get(random.nextInt(lines.size()));
            switch (random.nextInt(3)) {
                case 0 -> lines.remove(line);
                case 1 -> lines.add(random.nextInt(lines.size() + 1), line);
                default -> lines.set(random.nextInt(lines.size()), line);
            }
        }
        return String.join("\r\n", lines) + "\r\n";
    }

    @Override
    public long sent() {
        return sent;
    }

    @Override
    public long calls() {
        return calls;
    }

    @Override
    public void close() {
        System.out.printf("fuzz.offers.answered=%d%n", answered);
        assertThat(answered).isPositive();
    }
}
