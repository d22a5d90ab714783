package org.courtbridge.operations.delivery;

import com.openhtmltopdf.extend.FSTextBreaker;
import java.text.BreakIterator;

/** Breaks lines after spaces alone: "H.264", a password or an address stay whole if a line has room for them. */
final class SpaceBreaker implements FSTextBreaker {

    private String text = "";
    private int at;

    @Override
    public void setText(String text) {
        this.text = text;
        this.at = 0;
    }

    @Override
    public int next() {
        if (at == text.length()) {
            return BreakIterator.DONE;
        }
        int space = text.indexOf(' ', at);
        at = space < 0 ? text.length() : space + 1;
        return at;
    }
}
