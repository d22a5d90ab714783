package org.courtbridge.gateway.web.join;

import java.util.List;

/** What the template shows: the same page for everybody, whether the code in the link exists or not. */
public final class JoinPage {

    private final String language;
    private final JoinTexts texts;

    JoinPage(String language, JoinTexts texts) {
        this.language = language;
        this.texts = texts;
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

    public String text(String key) {
        return texts.text(key, language);
    }
}
