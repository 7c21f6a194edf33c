#include <gtest/gtest.h>

#include "model/reply.hpp"

namespace wegwijzer::model {
namespace {

TEST(PlainText, says_every_word_of_the_blocks_in_their_order) {
  const std::vector<Block> blocks{
      Heading{"Instemmingsrecht"},
      Paragraph{{{"De or moet ", false, ""}, {"instemmen", true, ""}, {".", false, ""}}},
      List{{rich("werktijden"), rich("beloning")}},
      Divider{},
      Note{rich("Deze tekst moet opnieuw bekeken worden.")},
  };
  EXPECT_EQ(plain_text(blocks),
            "Instemmingsrecht\n\nDe or moet instemmen.\n\n- werktijden\n- beloning\n\n"
            "Deze tekst moet opnieuw bekeken worden.");
}

TEST(PlainText, numbers_the_items_of_a_numbered_list) {
  EXPECT_EQ(plain_text({List{{rich("vraag"), rich("antwoord")}, true}}), "1. vraag\n2. antwoord");
}

TEST(PlainText, puts_buttons_at_the_end_one_a_line_wherever_they_stood) {
  const std::vector<Block> blocks{
      Buttons{{{"Ja", "yes", "1"}, {"Lees verder", "", "", "https://example.org/a"}}},
      Paragraph{rich("Wil je meer weten?")},
      Buttons{{{"Nee", "no", "1"}}},
  };
  EXPECT_EQ(plain_text(blocks), "Wil je meer weten?\n\n[Ja]\n[Lees verder] https://example.org/a\n[Nee]");
}

TEST(PlainText, names_the_sources_in_the_language_of_the_reply) {
  Reply reply;
  reply.blocks.emplace_back(
      Sources{{{"Handreiking §3.1", "https://example.org/h"}, {"WOR", ""}}, "bekeken op 1 november"});
  EXPECT_EQ(plain_text(reply), "Bron: Handreiking §3.1 (https://example.org/h); WOR, bekeken op 1 november");
  reply.language = Language::en;
  EXPECT_EQ(plain_text(reply), "Source: Handreiking §3.1 (https://example.org/h); WOR, bekeken op 1 november");
}

TEST(PlainText, writes_an_address_out_unless_the_words_already_are_the_address) {
  EXPECT_EQ(plain_text(Rich{{"bel nu", false, "tel:113"}}), "bel nu (113)");
  EXPECT_EQ(plain_text(Rich{{"bel 113", false, "tel:113"}}), "bel 113");
  EXPECT_EQ(plain_text(Rich{{"schrijf", false, "mailto:or@example.org"}}), "schrijf (or@example.org)");
  EXPECT_EQ(plain_text(Rich{{"https://113.nl", false, "https://113.nl"}}), "https://113.nl");
}

TEST(PlainText, writes_fields_tables_and_quotes_as_lines) {
  EXPECT_EQ(plain_text({Fields{{{"Taal", rich("Nederlands")}, {"Onderwerp", bold("or")}}}}),
            "Taal: Nederlands\nOnderwerp: or");
  EXPECT_EQ(plain_text({Table{{"Recht", "Artikel"}, {{"advies", "25"}, {"instemming", "27"}}}}),
            "Recht | Artikel\nadvies | 25\ninstemming | 27");
  EXPECT_EQ(plain_text({Quote{rich("een\ntwee")}}), "> een\n> twee");
}

TEST(PlainText, says_a_form_with_its_labels_hints_options_and_what_is_wrong) {
  Form form;
  form.title = "Stel een vraag";
  form.submit = "Vraag";
  form.lead = {rich("Typ je vraag.")};
  Field words{"question", "Je vraag", "In gewone woorden"};
  words.wrong = "Vul iets in.";
  Field topic{"topic", "Onderwerp", "", Field::Kind::choice};
  topic.options = {{"Netwerk", "network"}, {"Cao", "cao"}};
  form.fields = {words, topic};
  EXPECT_EQ(plain_text({form}),
            "Stel een vraag\n\nTyp je vraag.\n\nJe vraag\n\nIn gewone woorden\n\nVul iets in.\n\n"
            "Onderwerp\n- Netwerk\n- Cao\n\n[Vraag]");
}

TEST(PlainText, of_nothing_is_nothing) {
  EXPECT_EQ(plain_text(std::vector<Block>{}), "");
  EXPECT_EQ(plain_text({Paragraph{}, Divider{}, Sources{}, Buttons{}}), "");
}

TEST(PlainText, names_a_telephone_number_once_however_it_is_spaced) {
  EXPECT_EQ(plain_text(Rich{{"088-0767 000", false, "tel:0880767000"}}), "088-0767 000");
  EXPECT_EQ(plain_text(Rich{{"Bel", false, "tel:113"}}), "Bel (113)");
}

}  // namespace
}  // namespace wegwijzer::model
