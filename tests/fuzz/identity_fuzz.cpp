// Two people with any names, a line each: the answer does not depend on who is named first, and
// nobody is somebody else than themselves.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/encoding/bytes.h"
#include "certificate/identity.h"

using namespace clearway;

namespace {

std::string_view TakeLine(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

certificate::Identity TakePerson(std::string_view& text) {
  certificate::Identity person;
  person.name.surname = TakeLine(text);
  person.name.given = TakeLine(text);
  person.name.full = TakeLine(text);
  person.name.chinese = TakeLine(text);
  person.birth_date = certificate::PartialDate{1968, 4, 3};
  return person;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text = encoding::AsText({data, std::min<std::size_t>(size, 2000)});
  const certificate::Identity one = TakePerson(text);
  const certificate::Identity other = TakePerson(text);
  if (Compare(one, other).answer != Compare(other, one).answer) std::abort();
  if (Compare(one, one).answer == certificate::Sameness::kDifferent) std::abort();
  return 0;
}
