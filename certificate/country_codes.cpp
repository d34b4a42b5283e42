#include "certificate/country_codes.h"

#include <algorithm>
#include <array>
#include <utility>

namespace clearway::certificate {
namespace {

// ISO 3166-1 of 2020, five letters a country: alpha-3 and alpha-2, in the order of alpha-3.
constexpr std::string_view kIso3166 =
    "ABWAWAFGAFAGOAOAIAAIALAAXALBALANDADAREAEARGARARMAMASMASATAAQATFTF"
    "ATGAGAUSAUAUTATAZEAZBDIBIBELBEBENBJBESBQBFABFBGDBDBGRBGBHRBHBHSBS"
    "BIHBABLMBLBLRBYBLZBZBMUBMBOLBOBRABRBRBBBBRNBNBTNBTBVTBVBWABWCAFCF"
    "CANCACCKCCCHECHCHLCLCHNCNCIVCICMRCMCODCDCOGCGCOKCKCOLCOCOMKMCPVCV"
    "CRICRCUBCUCUWCWCXRCXCYMKYCYPCYCZECZDEUDEDJIDJDMADMDNKDKDOMDODZADZ"
    "ECUECEGYEGERIERESHEHESPESESTEEETHETFINFIFJIFJFLKFKFRAFRFROFOFSMFM"
    "GABGAGBRGBGEOGEGGYGGGHAGHGIBGIGINGNGLPGPGMBGMGNBGWGNQGQGRCGRGRDGD"
    "GRLGLGTMGTGUFGFGUMGUGUYGYHKGHKHMDHMHNDHNHRVHRHTIHTHUNHUIDNIDIMNIM"
    "INDINIOTIOIRLIEIRNIRIRQIQISLISISRILITAITJAMJMJEYJEJORJOJPNJPKAZKZ"
    "KENKEKGZKGKHMKHKIRKIKNAKNKORKRKWTKWLAOLALBNLBLBRLRLBYLYLCALCLIELI"
    "LKALKLSOLSLTULTLUXLULVALVMACMOMAFMFMARMAMCOMCMDAMDMDGMGMDVMVMEXMX"
    "MHLMHMKDMKMLIMLMLTMTMMRMMMNEMEMNGMNMNPMPMOZMZMRTMRMSRMSMTQMQMUSMU"
    "MWIMWMYSMYMYTYTNAMNANCLNCNERNENFKNFNGANGNICNINIUNUNLDNLNORNONPLNP"
    "NRUNRNZLNZOMNOMPAKPKPANPAPCNPNPERPEPHLPHPLWPWPNGPGPOLPLPRIPRPRKKP"
    "PRTPTPRYPYPSEPSPYFPFQATQAREUREROURORUSRURWARWSAUSASDNSDSENSNSGPSG"
    "SGSGSSHNSHSJMSJSLBSBSLESLSLVSVSMRSMSOMSOSPMPMSRBRSSSDSSSTPSTSURSR"
    "SVKSKSVNSISWESESWZSZSXMSXSYCSCSYRSYTCATCTCDTDTGOTGTHATHTJKTJTKLTK"
    "TKMTMTLSTLTONTOTTOTTTUNTNTURTRTUVTVTWNTWTZATZUGAUGUKRUAUMIUMURYUY"
    "USAUSUZBUZVATVAVCTVCVENVEVGBVGVIRVIVNMVNVUTVUWLFWFWSMWSYEMYEZAFZA"
    "ZMBZMZWEZW";
// What ICAO adds, with the letters that the certificates of those issuers carry; the last is
// Utopia, whose specimens Doc 9303 shows.
constexpr std::string_view kIcao = "EUEEURKSKSUNOUNUTOUT";

// Codes that neither table has, in pairs of what is written and what is meant: Germany's of ICAO,
// and the EU's for Greece, the United Kingdom and Kosovo.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kOtherwise = {
    {{"D", "DE"}, {"EL", "GR"}, {"UK", "GB"}, {"XK", "KS"}}};

std::string Upper(std::string_view code) {
  std::string upper(code);
  std::ranges::transform(upper, upper.begin(), [](char letter) {
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  });
  return upper;
}

// Empty when the table has no such country.
std::string_view FindAlpha2(std::string_view table, std::string_view code) {
  for (std::size_t at = 0; at < table.size(); at += 5) {
    const std::string_view alpha3 = table.substr(at, 3);
    const std::string_view alpha2 = table.substr(at + 3, 2);
    if (code == alpha3 || code == alpha2) return alpha2;
  }
  return {};
}

std::string_view Alpha2(const std::string& code) {
  const auto otherwise =
      std::ranges::find(kOtherwise, code, &std::pair<std::string_view, std::string_view>::first);
  if (otherwise != kOtherwise.end()) return otherwise->second;
  const std::string_view found = FindAlpha2(kIso3166, code);
  return found.empty() ? FindAlpha2(kIcao, code) : found;
}

// ISO 3166-1 section 8.1.3.
bool IsLeftToUsers(std::string_view code) {
  if (code.size() != 2 && code.size() != 3) return false;
  if (!std::ranges::all_of(code, [](char letter) { return letter >= 'A' && letter <= 'Z'; })) {
    return false;
  }
  return code.starts_with("AA") || code.starts_with("ZZ") || code[0] == 'X' ||
         (code[0] == 'Q' && code[1] >= 'M');
}

}  // namespace

bool IsSameCountry(std::string_view one, std::string_view other) {
  const std::string_view first = Alpha2(Upper(one));
  return !first.empty() && first == Alpha2(Upper(other));
}

bool IsSameIssuingCountry(std::string_view one, std::string_view other) {
  return IsSameCountry(one, other) || (!one.empty() && Upper(one) == Upper(other));
}

std::string_view OtherCodeOf(std::string_view code) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kPairs = {
      {{"EL", "GR"}, {"UK", "GB"}}};
  for (const auto& [one, other] : kPairs) {
    if (code == one) return other;
    if (code == other) return one;
  }
  return {};
}

std::string TwoLetters(std::string_view code) {
  std::string upper = Upper(code);
  if (upper.size() == 2) return upper;
  const std::string_view alpha2 = Alpha2(upper);
  return alpha2.empty() ? upper : std::string(alpha2);
}

bool IsIssuingCountry(std::string_view code) {
  const std::string upper = Upper(code);
  return !Alpha2(upper).empty() || IsLeftToUsers(upper);
}

}  // namespace clearway::certificate
