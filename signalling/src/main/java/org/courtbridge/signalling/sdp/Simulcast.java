package org.courtbridge.signalling.sdp;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The layers of one picture that a party would send at once ({@code a=simulcast}, RFC 8853), by their rids (RFC 8851).
 *
 * @param rids at least two, in the order of the offer
 */
public record Simulcast(List<String> rids) {

    /** No camera has more sizes worth sending. */
    private static final int MOST = 4;

    private static final Pattern RID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public Simulcast {
        rids = List.copyOf(rids);
    }

    /** Of alternatives for a layer the first counts, and a layer that is paused is one all the same. */
    public static Optional<Simulcast> offered(MediaDescription medium) {
        Set<String> sent = medium.attributes().values("rid").stream()
                .map(value -> value.split("\\s+", 3))
                .filter(words -> words.length >= 2 && words[1].equals("send"))
                .map(words -> words[0])
                .filter(rid -> RID.matcher(rid).matches())
                .collect(Collectors.toSet());
        List<String> rids = medium.attributes().value("simulcast").stream()
                .flatMap(value -> sentPart(value).stream())
                .flatMap(list -> Stream.of(list.split(";")))
                .map(layer -> layer.split(",", 2)[0])
                .map(rid -> rid.startsWith("~") ? rid.substring(1) : rid)
                .filter(sent::contains)
                .distinct()
                .limit(MOST)
                .toList();
        return rids.size() < 2 ? Optional.empty() : Optional.of(new Simulcast(rids));
    }

    /** The list after the word {@code send}; each direction is named once at most. */
    private static Optional<String> sentPart(String value) {
        String[] words = value.split("\\s+");
        for (int i = 0; i + 1 < words.length; i += 2) {
            if (words[i].equals("send")) {
                return Optional.of(words[i + 1]);
            }
        }
        return Optional.empty();
    }

    /** The answer that takes all these layers. */
    public MediaDescription received(MediaDescription answer) {
        MediaDescription written = answer;
        for (String rid : rids) {
            written = written.with("rid", rid + " recv");
        }
        return written.with("simulcast", "recv " + String.join(";", rids));
    }
}
