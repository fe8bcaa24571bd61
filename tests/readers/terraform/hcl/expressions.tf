# Expressions that Keypost and Terraform must give the same value for; expressions.json has Terraform's values.
locals {
  topic = { name = "alerts", tags = { env = "prod" }, arns = ["arn:aws:sns:eu-west-1:111122223333:a", "b"] }
  names = ["b", "a", "c", "a"]
  ports = { http = 80, https = 443, admin = 8080 }
  empty = []
  users = [{ name = "ann", roles = ["admin", "dev"] }, { name = "bob", roles = [] }, { name = "eve", roles = ["ops"] }]

  # literals and texts
  int         = 42
  float       = 1.5
  whole       = 2.0
  exact       = 0.1 + 0.2
  truth       = true
  nothing     = null
  plain       = "plain"
  escapes     = "a\tb\nc\\d\"e"
  unicode     = "\u00e9\U0001F600 ü 日本"
  dollars     = "$${x} $x $$ %%{y} % %x 100%"
  interpolate = "a${1 + 1}b${"c"}${true}"
  nested      = "x-${"y-${"z"}"}"
  number_text = "${1.50}|${100000000000}|${0.000001}"
  spaces      = "  ${"a"}  ${"b"}  "
  stripped    = "a  ${~ "b" ~}   c"
  wrapped     = "${[1, 2]}"
  url         = "https://example.com/#x//y"

  # heredocs
  heredoc = <<EOT
first
  second "quoted" \n $${x}
EOT
  indented = <<-EOT
    first
      second

    third
  EOT
  indented_template = <<-EOT
      a ${"b"}
    ${"c"} d
  EOT
  directives = <<-EOT
    start
    %{if true~}
      yes
    %{else~}
      no
    %{endif~}
    end
  EOT
  loop_lines = <<-EOT
    %{for name in ["a", "b"]~}
    server ${name}
    %{endfor~}
  EOT
  tabbed = <<-EOT
	x
	  y
	EOT
  empty_heredoc = <<EOT
EOT
  loop_inline   = "%{for i, n in ["x", "y"]}${i}=${n};%{endfor}"
  loop_object   = "%{for k, v in { b = 1, a = 2 }}${k}${v} %{endfor}"
  if_inline     = "%{if 1 > 2}no%{else}yes%{endif}!"
  if_alone      = "%{if false}x%{endif}"
  nested_if     = "%{if true}%{for n in ["a", "b"]}%{if n == "b"}<${n}>%{endif}%{endfor}%{endif}"
  heredoc_json = <<-JSON
    {
      "Action": ${jsonencode(["sns:Publish"])},
      "Resource": "${local.topic.name}/*"
    }
  JSON

  # operators
  precedence  = 1 + 2 * 3 - 4 / 2
  remainder   = 7 % 3
  remainder2  = -7 % 3
  divide      = 7 / 2
  negative    = -(2 + 3)
  left_assoc  = 10 - 3 - 2
  compare     = [1 < 2, 2 <= 2, 3 > 4, 4 >= 4]
  equal       = [1 == 1, 1 == 2, "a" == "a", "1" == 1, true == "true", null == null, [1] == [1], { a = 1 } == { a = 1 }]
  unequal     = [1 != 1, "a" != "b"]
  logic       = [true && false, true || false, !true, !false && true]
  logic_texts = ["true" && true, !"false"]
  mixed       = 1 + 2 == 3 && "a" != "b" || false
  text_math   = "5" + 1
  unary_mix   = -1 + 2

  # conditionals
  choose        = true ? "a" : "b"
  choose_text   = true ? 1 : "b"
  choose_truth  = false ? "x" : true
  choose_chain  = false ? 1 : false ? 2 : 3
  choose_middle = true ? false ? 1 : 2 : 3
  choose_null   = false ? "x" : null
  choose_list   = length(local.empty) > 0 ? local.empty[0] : "none"

  # collections
  list         = [1, "two", true, null, [3]]
  object       = { a = 1, "b" = 2, (local.topic.name) = 3, "c-${1}" = 4, d : 5 }
  object_lines = {
    a = 1
    b = 2 # a comment
    c = 3,
  }
  number_key   = { 1 = "x" }
  attribute    = local.topic.tags.env
  bracket      = local.topic["tags"]["env"]
  index        = local.names[1]
  legacy       = local.names.0
  index_text   = local.names["1"]
  key_computed = local.ports[join("", ["ht", "tp"])]
  splat        = local.users[*].name
  splat_deep   = [local.topic][*].arns[0]
  splat_legacy = local.users.*.name
  splat_index  = local.users.*.name[1]
  splat_object = local.topic[*].name
  splat_null   = null[*]
  splat_self   = "a"[*]

  # for
  for_list       = [for n in local.names : upper(n)]
  for_index      = [for i, n in local.names : "${i}${n}"]
  for_if         = [for n in local.names : n if n != "a"]
  for_object     = { for k, v in local.ports : k => v * 2 }
  for_swap       = { for k, v in local.ports : v => k }
  for_keys       = [for k, v in local.ports : k]
  for_values     = [for v in local.ports : v]
  for_group      = { for u in local.users : length(u.roles) => u.name... }
  for_nested     = [for u in local.users : [for r in u.roles : "${u.name}/${r}"]]
  for_flat       = flatten([for u in local.users : [for r in u.roles : { user = u.name, role = r }]])
  for_set        = [for k, v in toset(["b", "a"]) : "${k}${v}"]
  for_object_if  = { for u in local.users : u.name => u.roles if length(u.roles) > 0 }
  for_object_key = { for u in local.users : "${u.name}-key" => upper(u.name) }

  # texts
  f_chomp       = chomp("a\n\n")
  f_endswith    = [endswith("abc", "bc"), endswith("abc", "a"), endswith("abc", "")]
  f_startswith  = [startswith("abc", "ab"), startswith("abc", "b")]
  f_strcontains = [strcontains("abc", "b"), strcontains("abc", "x")]
  f_format      = format("%s-%d-%5.2f|%-5s|%5s|%05d", "a", 7, 3.14159, "x", "y", 42)
  f_format_v    = format("%v %v %v %v", "a", 1.5, true, [1, "x"])
  f_format_json = format("%#v %v", "x", { b = 1, a = [true] })
  f_format_q    = format("%q %% %t", "a\"b", true)
  f_format_i    = format("%[2]s %[1]s", "a", "b")
  f_format_num  = format("%x %X %b %o %e %g %+d", 255, 255, 5, 8, 12345.678, 1.5, 3)
  f_formatlist  = formatlist("%s:%s", ["a", "b"], "c")
  f_formatlist2 = formatlist("arn:aws:iam::%s:root", ["111122223333", "444455556666"])
  f_indent      = indent(2, "a\nb\nc")
  f_join        = join(",", ["a", "b"])
  f_join_many   = join("-", ["a"], ["b", "c"])
  f_join_num    = join("", [1, true, "x"])
  f_lower       = lower("ABC É ẞ")
  f_upper       = upper("abc é ß ﬁ")
  f_title       = title("hello wide-world it's foo_bar 1st")
  f_parseint    = [parseint("ff", 16), parseint("-12", 10)]
  f_regex       = regex("[a-z]+", "123abc456")
  f_regex_group = regex("(\\d+)-(\\w+)", "12-ab")
  f_regex_named = regex("(?P<year>\\d{4})-(?P<month>\\d{2})", "2012-10-17")
  f_regexall    = regexall("[a-z]", "1a2b3")
  f_regexall0   = length(regexall("x", "abc"))
  f_arn_account = regex("arn:aws:sns:[^:]*:([0-9]{12}):.*", local.topic.arns[0])[0]
  f_replace     = replace("a.b.c", ".", "-")
  f_replace_re  = replace("foo-bar", "/(\\w+)-(\\w+)/", "$2-$1")
  f_replace_re2 = replace("aXbXc", "/X/", "")
  f_replace_nm  = replace("ab", "/(?P<x>a)/", "[$${x}]")
  f_split       = split(",", "a,b,,c")
  f_split0      = split(",", "")
  f_split_all   = split("", "abc")
  f_strrev      = strrev("abc")
  f_substr      = [substr("hello", 1, 3), substr("hello", -3, -1), substr("hello", 0, 99), substr("日本語", 1, 1)]
  f_trim        = trim("??hi?!", "!?")
  f_trimprefix  = [trimprefix("hello", "he"), trimprefix("hello", "x")]
  f_trimsuffix  = trimsuffix("hello", "lo")
  f_trimspace   = trimspace("  a\n ")
  f_templatestring = "${"a"}-${2}"

  # collections
  f_alltrue      = [alltrue([true, true]), alltrue([true, false]), alltrue([]), alltrue(["true", true])]
  f_anytrue      = [anytrue([false, true]), anytrue([]), anytrue([false])]
  f_chunklist    = chunklist(["a", "b", "c"], 2)
  f_coalesce     = [coalesce("", "b"), coalesce(null, "c"), coalesce("a", "b"), coalesce(1, "x")]
  f_coalescelist = coalescelist([], ["x"], ["y"])
  f_compact      = compact(["a", "", "b", null])
  f_concat       = concat(["a"], [1], [])
  f_contains     = [contains(["a", "b"], "a"), contains(["a"], "x"), contains([1, 2], 2), contains(["1"], 1)]
  f_distinct     = distinct(["b", "a", "b", "c"])
  f_element      = [element(["a", "b", "c"], 1), element(["a", "b", "c"], 5)]
  f_flatten      = flatten([["a", ["b"]], [], [["c", []]]])
  f_index        = index(["a", "b"], "b")
  f_keys         = keys({ b = 1, a = 2 })
  f_values       = values({ b = 1, a = 2 })
  f_length       = [length([1, 2]), length({ a = 1 }), length("日本"), length([])]
  f_lookup       = [lookup({ a = "x" }, "a", "d"), lookup({ a = "x" }, "b", "d")]
  f_matchkeys    = matchkeys(["i1", "i2", "i3"], ["a", "b", "a"], ["a"])
  f_merge        = merge({ a = 1, b = 2 }, { b = 3 }, null, { c = 4 })
  f_merge_none   = merge()
  f_merge_spread = merge([{ a = 1 }, { b = 2 }]...)
  f_concat_many  = concat([[1], [2]]...)
  f_one          = [one(["x"]), one([]), one(toset(["y"]))]
  f_range        = [range(3), range(1, 4), range(0, 6, 2), range(3, 0)]
  f_reverse      = reverse([1, 2, 3])
  f_slice        = slice(["a", "b", "c", "d"], 1, 3)
  f_sort         = sort(["b", "a", "C", "10", "9"])
  f_transpose    = transpose({ a = ["1", "2"], b = ["2"] })
  f_zipmap       = zipmap(["a", "b"], [1, "x"])
  f_setunion     = setunion(["a", "b"], ["b", "c"])
  f_setinter     = setintersection(["a", "b"], ["b", "c"])
  f_setsubtract  = setsubtract(["a", "b"], ["b"])
  f_setproduct   = setproduct(["a", "b"], [1, 2])
  f_setproduct_s = setproduct(toset(["b", "a"]), toset(["x"]))
  f_sum          = sum([1, 2.5, "3"])
  f_toset        = toset(["b", "a", "b"])
  f_toset_mixed  = toset(["a", 1, true])
  f_tolist       = tolist(toset(["z", "y"]))
  f_tolist_mixed = tolist(["a", 1, true])
  f_tomap        = tomap({ a = "x", b = 1 })
  f_tostring     = [tostring(1), tostring(true), tostring("x"), tostring(1.5)]
  f_tonumber     = [tonumber("12"), tonumber("1.5"), tonumber(3)]
  f_tobool       = [tobool("true"), tobool(false)]
  f_set_equal    = toset(["a", "b"]) == toset(["b", "a"])
  f_set_length   = length(toset(["a", "a", "b"]))

  # numbers
  f_abs    = [abs(-3), abs(2.5)]
  f_ceil   = [ceil(1.2), ceil(-1.2)]
  f_floor  = [floor(1.8), floor(-1.2)]
  f_log    = log(16, 2)
  f_max    = max(1, 5, 3)
  f_min    = min([4, 2]...)
  f_pow    = [pow(2, 10), pow(4, 0.5), pow(2, -1)]
  f_signum = [signum(-3), signum(0), signum(9)]

  # encodings
  f_base64       = [base64encode("héllo"), base64decode("aGVsbG8=")]
  f_json         = jsonencode({ b = [1, 2.5, "x<y>&"], a = null, c = true, d = { e = "é\n\"" } })
  f_json_whole   = jsonencode(2.0)
  f_json_sets    = jsonencode(toset(["b", "a"]))
  f_jsondecode   = jsondecode("{\"a\": [1, 2.0, \"x\"], \"b\": {\"c\": null, \"d\": false}}")
  f_json_back    = jsondecode(jsonencode(local.topic)) == local.topic
  f_yaml         = yamldecode("a: 1\nb: [x, \"y\"]\nc:\n  - d: true\n    e: null\n")
  f_yamlencode   = yamlencode({ b = [1, "x", { c = true }], a = { d = [], e = {} }, f = null })
  f_md5          = md5("hello")
  f_sha1         = sha1("hello")
  f_sha256       = sha256("hello")
  f_sha512       = sha512("x")
  f_b64sha256    = base64sha256("hello")
  f_b64sha512    = base64sha512("hello")
  f_urlencode    = urlencode("a b/c?d=é&~-_.*")
  f_uuidv5       = [uuidv5("dns", "www.terraform.io"), uuidv5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "x")]
  f_csv          = csvdecode("a,b\n1,\"x,y\"\n2,z\n")
  f_cidrhost     = [cidrhost("10.12.112.0/20", 16), cidrhost("10.0.0.0/24", -2)]
  f_cidrmask     = cidrnetmask("172.16.0.0/12")
  f_cidrsubnet   = [cidrsubnet("172.16.0.0/12", 4, 2), cidrsubnet("fd00:fd12:3456:7890::/56", 16, 162)]
  f_cidrsubnets  = cidrsubnets("10.1.0.0/16", 4, 4, 8, 4)
  f_basename     = [basename("foo/bar.txt"), basename("x"), dirname("foo/bar/baz.txt"), dirname("x")]

  # what may fail
  f_try       = try(local.topic.nope, local.names[9], "default")
  f_try_first = try(local.topic.name, "x")
  f_can       = [can(local.topic.nope), can(local.topic.name), can(tonumber("x")), can(regex("x", "y"))]
  f_try_deep  = try({ a = local.topic.nope }, { a = 1 })
  f_lookup_nn = try(lookup({ a = 1 }, "b"), "none")
  f_try_bool  = try(tobool("maybe"), false)
  f_sensitive = nonsensitive(sensitive("x"))

  # as people write policies
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{ Sid = "Root", Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "kms:*", Resource = "*" }],
      [for service in ["sns", "events"] : {
        Sid       = title(service)
        Effect    = "Allow"
        Principal = { Service = "${service}.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Resource  = "*"
        Condition = service == "sns" ? { StringEquals = { "aws:SourceAccount" = "111122223333" } } : null
      }],
    )
  })
  account   = element(split(":", local.topic.arns[0]), 4)
  wildcards = [for arn in local.topic.arns : "${arn}/*" if startswith(arn, "arn:")]
  labels    = join("-", compact(["acme", "", lower("PROD"), null, "alerts"]))
  short     = substr(replace(lower("My Long_Name"), "/[^a-z0-9]/", "-"), 0, 8)
  mapped    = lookup({ prod = "alias/prod", dev = "alias/dev" }, local.topic.tags.env, "alias/aws/sns")
  for_each  = { for pair in setproduct(["a", "b"], ["x"]) : "${pair[0]}-${pair[1]}" => { from = pair[0], to = pair[1] } }
  merged    = { for k, v in merge(local.ports, { http = 8000 }) : k => tostring(v) if v != 443 }
}
