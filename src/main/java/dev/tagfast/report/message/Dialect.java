package dev.tagfast.report.message;

import java.util.regex.Pattern;

/**
 * How text is written for a service, so that it mentions nobody, makes no link and formats nothing.
 * JSON is escaped later, by {@link MessageTemplates}.
 */
enum Dialect {
  /** As it is: the service shows it without reading it. */
  PLAIN {
    @Override
    String bare(String text) {
      return text;
    }

    @Override
    String plain(String text) {
      return text;
    }

    @Override
    String code(String text) {
      return text;
    }

    @Override
    String link(Link link) {
      return link.label() + ": " + link.url();
    }
  },

  /**
   * Slack's mrkdwn, which Mattermost, Rocket.Chat and Discord read, too, each in its own way. Three
   * characters are escaped (Slack, "Formatting text for app surfaces").
   */
  SLACK {
    @Override
    String plain(String text) {
      return withoutLinks(withoutMentions(entities(text)));
    }

    @Override
    String code(String text) {
      return "`" + entities(text) + "`";
    }

    @Override
    String link(Link link) {
      return "<" + entities(link.url()) + "|" + entities(link.label()) + ">";
    }
  },

  /** Markdown, as Discord, Mattermost and Rocket.Chat read it. */
  MARKDOWN {
    @Override
    String plain(String text) {
      return withoutLinks(withoutMentions(MARKDOWN_SIGNS.matcher(text).replaceAll("\\\\$0")));
    }

    @Override
    String code(String text) {
      // Some look for mentions before they look for code, and Mattermost for Slack's as well.
      String calm = MENTION_IN_CODE.matcher(text).replaceAll("$1@" + WORD_JOINER);
      return "`" + SLACK_TAG.matcher(calm).replaceAll("<" + WORD_JOINER) + "`";
    }

    @Override
    String link(Link link) {
      return "[" + plain(link.label()) + "](" + link.url() + ")";
    }
  },

  /** HTML, as Matrix shows it. */
  HTML {
    @Override
    String plain(String text) {
      return withoutLinks(withoutMentions(entities(text)));
    }

    @Override
    String code(String text) {
      return "<code>" + plain(text) + "</code>";
    }

    @Override
    String link(Link link) {
      return "<a href=\"" + entities(link.url()) + "\">" + entities(link.label()) + "</a>";
    }
  },

  /** The few tags that cards of Google Chat know; code is none of them. */
  CARD_HTML {
    @Override
    String plain(String text) {
      return HTML.plain(text);
    }

    @Override
    String code(String text) {
      return "<b>" + HTML.plain(text) + "</b>";
    }

    @Override
    String link(Link link) {
      return HTML.link(link);
    }
  };

  /** An invisible character that is not part of any name. With it, {@code @all} notifies nobody. */
  private static final String WORD_JOINER = "\u2060";

  private static final Pattern MARKDOWN_SIGNS = Pattern.compile("[\\\\`*_~\\[\\]()<>#|!&]");
  private static final Pattern MENTION_IN_CODE = Pattern.compile("(^|[^A-Za-z0-9])@");
  private static final Pattern SLACK_TAG = Pattern.compile("<(?=[!@#h])");

  /** Text outside code. */
  abstract String plain(String text);

  /** A name or a command, which people copy; without backticks. */
  abstract String code(String text);

  abstract String link(Link link);

  /** Text for a place that formats nothing, but may find mentions and links. */
  String bare(String text) {
    return withoutLinks(withoutMentions(text));
  }

  private static String entities(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String withoutMentions(String text) {
    return text.replace("@", "@" + WORD_JOINER);
  }

  /** What begins like an address would be made a link. */
  private static String withoutLinks(String text) {
    return text.replace("://", ":" + WORD_JOINER + "//").replace("www.", "www" + WORD_JOINER + ".");
  }
}
