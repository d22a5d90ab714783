package org.courtbridge.console.join;

import java.util.List;
import java.util.stream.Stream;
import org.courtbridge.hearings.Layout;
import org.courtbridge.hearings.TroubleKind;

/** The contents of the page for participants: the same for everybody, whether the code in the link exists or not. */
public final class JoinPage {

    private static final String OWN_PICTURES = "";

    private final String language;
    private final JoinTexts texts;
    private final JoinFiles files;

    JoinPage(String language, JoinTexts texts, JoinFiles files) {
        this.language = language;
        this.texts = texts;
        this.files = files;
    }

    public String script() {
        return files.script();
    }

    public String style() {
        return files.style();
    }

    public String language() {
        return language;
    }

    public List<String> languages() {
        return JoinTexts.LANGUAGES;
    }

    public String languageName(String code) {
        return JoinTexts.name(code);
    }

    /** The layouts to choose from: each other party in a picture of its own, which has no name, or a layout for all of them in one. */
    public List<String> layouts() {
        return Stream.concat(Stream.of(OWN_PICTURES), Stream.of(Layout.values()).map(Layout::name))
                .toList();
    }

    public String layoutText(String choice) {
        return choice.equals(OWN_PICTURES) ? "ownPictures" : "layout" + choice;
    }

    /** The kinds of problem that can be reported. */
    public List<String> troubles() {
        return Stream.of(TroubleKind.values()).map(TroubleKind::name).toList();
    }

    public String text(String key) {
        return texts.text(key, language);
    }
}
