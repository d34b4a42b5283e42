#include "hal/ipp_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "tests/unit/hal/simulated_print_server.h"

namespace clearway::hal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// What clearing the queue comes to: nullopt where all is well.
std::optional<Fault> Cleared(const SimulatedPrintServer& server) {
  auto client = IppClient::Connect({.host = server.address()});
  if (!client) return client.error().fault;
  const Status cleared = client->CancelOwnJobs("Kiosk");
  return cleared ? std::nullopt : std::optional(cleared.error().fault);
}

// From the oldest on, each would begin when the one before it has ended.
TEST(ClearingTheQueue, ends_the_newest_job_first_in_whatever_order_the_server_lists_them) {
  const SimulatedPrintServer server({.jobs = {7, 12, 3, 9}});
  EXPECT_EQ(Cleared(server), std::nullopt);
  EXPECT_THAT(server.asked_to_end(), ElementsAre(12, 9, 7, 3));
}

TEST(ClearingTheQueue, is_about_this_users_jobs_on_this_queue_that_have_not_ended) {
  const SimulatedPrintServer server({.jobs = {1}});
  EXPECT_EQ(Cleared(server), std::nullopt);
  EXPECT_THAT(server.lists(), ElementsAre(QueueUri("Kiosk") + " not-completed own"));
}

TEST(ClearingTheQueue, of_an_empty_queue_ends_nothing_and_is_no_fault) {
  const SimulatedPrintServer server({});
  EXPECT_EQ(Cleared(server), std::nullopt);
  EXPECT_THAT(server.asked_to_end(), IsEmpty());
}

TEST(ClearingTheQueue, goes_on_with_the_others_and_fails_when_one_job_stays) {
  const SimulatedPrintServer server({.jobs = {1, 2, 3}, .kept = {2}});
  EXPECT_EQ(Cleared(server), Fault::kUnavailable);
  EXPECT_THAT(server.asked_to_end(), ElementsAre(3, 2, 1));
}

TEST(ClearingTheQueue, succeeds_when_a_job_ends_by_itself_in_between) {
  const SimulatedPrintServer server({.jobs = {1, 2}, .ending = {2}});
  EXPECT_EQ(Cleared(server), std::nullopt);
  EXPECT_THAT(server.asked_to_end(), ElementsAre(2, 1));
}

TEST(ClearingTheQueue, fails_when_the_server_does_not_say_what_is_there) {
  const SimulatedPrintServer server({.jobs = {1}, .lists = false});
  EXPECT_EQ(Cleared(server), Fault::kDenied);
  EXPECT_THAT(server.asked_to_end(), IsEmpty());
}

// The server takes no document: what becomes of the job that it made for it?
Result<int> Printed(const SimulatedPrintServer& server) {
  auto client = IppClient::Connect({.host = server.address()});
  if (!client) return std::unexpected(client.error());
  const Document document{.pdf = std::vector<std::uint8_t>(5000, 'p')};
  return client->Print("Kiosk", document, document.media);
}

TEST(ADocumentThatIsNotTaken, is_an_error_once_its_job_is_gone) {
  const SimulatedPrintServer server({});
  EXPECT_FALSE(Printed(server).has_value());
  EXPECT_THAT(server.jobs(), IsEmpty());
}

TEST(ADocumentThatIsNotTaken, keeps_its_job_where_that_cannot_be_taken_back) {
  const SimulatedPrintServer server({.kept = {41}, .next = 41});
  const auto job = Printed(server);
  ASSERT_THAT(server.jobs(), ElementsAre(41));
  ASSERT_TRUE(job.has_value()) << "it may come out yet";
  EXPECT_EQ(*job, 41);
}

}  // namespace
}  // namespace clearway::hal
