package org.courtbridge.simulators;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Tells in plain words when the simulated room begins and ceases to see and to hear the others, and when their picture has another
 * size, from what it reports second by second. A room does not know whether its call is a hearing's or a test's.
 *
 * <p>One second proves nothing: the first and the last of a call is filled only in part, and people pause.
 */
public final class RoomNews {

    private static final Logger LOG = LogManager.getLogger(RoomNews.class);

    /** Pictures in a second; fewer do not look like movement. */
    private static final int MOVING = 8;

    /** Seconds in a row. */
    private static final int SURE = 2;

    /** dB below full scale; somebody speaks or at least moves about. */
    private static final double AUDIBLE = -50;

    /** Seconds without a sound, after which it is more than a pause. */
    private static final int PAUSE = 5;

    private final String room;
    private boolean inCall;
    private boolean sees;
    private int width;
    private int height;
    private boolean hears;
    private int secondsAgainst;
    private int quietSeconds;

    RoomNews(String room) {
        this.room = room;
    }

    /** Follows the standard output of a {@link DemoRoom} to its end. @param room as people call it, such as "The room" */
    public static void follow(String room, BufferedReader reports, Consumer<String> listener) {
        RoomNews news = new RoomNews(room);
        try (reports) {
            for (String line = reports.readLine(); line != null; line = reports.readLine()) {
                if (line.startsWith("{")) {
                    news.of(RoomReport.parse(line)).forEach(listener);
                }
            }
        } catch (IOException e) {
            LOG.debug("the room reports no more: {}", e.getMessage());
        }
    }

    /** Sentences about what is new with this report; mostly none. */
    List<String> of(RoomReport report) {
        List<String> news = new ArrayList<>();
        boolean calls = report.state() == RoomLine.State.IN_CALL;
        if (calls != inCall) {
            inCall = calls;
            news.add(room + (calls ? " is in a call." : " is in no call any more."));
        }
        look(report, news);
        listen(report, news);
        return news;
    }

    private void look(RoomReport report, List<String> news) {
        boolean moving = report.pictures() >= MOVING;
        boolean asTold = moving == sees && (!moving || report.width() == width && report.height() == height);
        secondsAgainst = asTold ? 0 : secondsAgainst + 1;
        if (secondsAgainst == SURE) {
            secondsAgainst = 0;
            sees = moving;
            width = report.width();
            height = report.height();
            news.add(
                    moving
                            ? "%s SEES the other side: %d×%d, %d pictures a second."
                                    .formatted(room, report.width(), report.height(), report.pictures())
                            : room + " sees nobody any more.");
        }
    }

    private void listen(RoomReport report, List<String> news) {
        boolean sound = report.soundPackets() > 0 && report.soundLevel() > AUDIBLE;
        quietSeconds = sound ? 0 : quietSeconds + 1;
        if (sound && !hears) {
            hears = true;
            news.add(String.format(
                    Locale.ROOT, "%s HEARS the other side: sound at %.0f dB.", room, report.soundLevel()));
        } else if (hears && quietSeconds == PAUSE) {
            hears = false;
            news.add("%s has heard nothing for %d seconds.".formatted(room, PAUSE));
        }
    }
}
